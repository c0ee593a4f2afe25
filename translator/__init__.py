"""Arabic articles in, reviewed Arabic–English documents out: `import translator` loads nothing heavy."""

__version__ = "0.1.0"
