"""Infrastructure of the product: settings, time, database, encryption, idempotency keys, rate limits."""
