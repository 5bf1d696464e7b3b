"""What all endpoints share: requests, bodies, answers, problems."""
