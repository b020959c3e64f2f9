# Tables that people bring and take.
sheets-empty = The file is empty: no row has anything in it
sheets-too-many-rows = The table has more than { $limit } rows. Split it into parts
sheets-encrypted = The file has a password. Save it without one and upload it again
sheets-old-format = This is a workbook of the old format (XLS). Save it as XLSX or CSV
sheets-too-large = The file is too large: unpacked it takes more than 64 MB
sheets-unreadable = The file can’t be read as a table. XLSX and CSV will do
