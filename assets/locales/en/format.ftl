# How times and numbers are written; mistakes in typed numbers and dates.
format-as-of-today = as of { $time }
format-as-of-yesterday = as of { $time }, yesterday
format-as-of = as of { $moment }
format-just-now = just now
format-minutes-ago = { $n } { $n ->
    [one] minute
   *[other] minutes
} ago
format-hours-ago = { $n } { $n ->
    [one] hour
   *[other] hours
} ago
format-number-empty = Enter a number
format-number-wrong = This has to be a number, such as 24.5
format-number-whole = This has to be a whole number
format-number-decimals = At most { $n ->
    [one] { $n } decimal
   *[other] { $n } decimals
}
format-number-large = The number is too large
format-date-empty = Enter a date
format-date-wrong = This has to be a date, such as 25.11.2026
format-date-absent = There is no such date
format-kilobytes = { $n } KB
format-megabytes = { $n } MB
format-gigabytes = { $n } GB
