"""What checks, memory and glossary know about the two languages: letters, words, numbers, dates, names."""
