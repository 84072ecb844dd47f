"""The regulation as data and checks: packs, purpose and addressee, findings, verdict."""
