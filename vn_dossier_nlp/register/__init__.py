"""The register of dossiers: from receipt to archive, deadlines, tasks and periodic reports."""
