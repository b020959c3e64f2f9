# Как пишутся время и числа; ошибки в набранных числах и датах.
format-as-of-today = на { $time }
format-as-of-yesterday = на { $time }, вчера
format-as-of = на { $moment }
format-just-now = только что
format-minutes-ago = { $n } { $n ->
    [one] минуту
    [few] минуты
   *[many] минут
} назад
format-hours-ago = { $n } { $n ->
    [one] час
    [few] часа
   *[many] часов
} назад
format-number-empty = Введите число
format-number-wrong = Нужно число. Например: 24,5
format-number-whole = Нужно целое число
format-number-decimals = После запятой — не больше { $n ->
    [one] { $n } знака
    [few] { $n } знаков
   *[many] { $n } знаков
}
format-number-large = Слишком большое число
format-date-empty = Введите дату
format-date-wrong = Нужна дата. Например: 25.11.2026
format-date-absent = Такой даты нет
format-kilobytes = { $n } КБ
format-megabytes = { $n } МБ
format-gigabytes = { $n } ГБ
