"""What the notebooks show: tables made of a corpus's tables, and the numbers that their sentences state."""
