"""The pages of the site, one subject a module; Datasette makes the others: tables, rows and prepared queries."""
