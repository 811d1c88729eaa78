"""Read the numbers, promises and themes of Chinese civil-affairs texts, each with its sentence."""
