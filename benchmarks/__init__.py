"""How fast the app is, next to what a user would pick instead: see README.md."""
