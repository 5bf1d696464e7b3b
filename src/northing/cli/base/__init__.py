"""What all commands share: who asks, how answers look, how refusals end."""
