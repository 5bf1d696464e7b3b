"""The writing coach: reads statements and finds the known faults of OKRs."""
