"""From a folder of texts to tables: rows of one document, chunks of many, files on disk, a corpus in pandas."""
