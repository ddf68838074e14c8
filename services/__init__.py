"""The product. Importable without Flask: nouns, rules, verbs and the record."""
