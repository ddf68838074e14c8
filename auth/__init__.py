"""Who is calling: the OAuth authorization server and the check of its tokens. Knows no incident."""
