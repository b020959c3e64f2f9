# Backups.
backup-restored = The data was restored from the backup of { $created }: { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
} of the journal; what was entered later is lost. Everybody signs in anew
