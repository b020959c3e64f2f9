# Рабочие дни: производственные календари стран.

work-days-title = Рабочие дни
work-days-about = По этим дням кабинет рассчитывает сроки оплаты, которые не назвала 1С, и загрузку производства.
work-days-country = Страна
work-days-of-ru = Россия
work-days-of-kz = Казахстан
work-days-years = Другие годы
work-days-by-law = За этот год в кабинете есть праздники по закону. Переносов, которые утверждает правительство, пока нет: добавьте их.
work-days-weekends = Праздников за этот год в кабинете нет: выходные — только суббота и воскресенье. Добавьте праздники.
work-days-legend = Серым отмечены выходные и праздники, подчёркнуты ваши изменения. Сокращённые дни — рабочие.
work-days-month = { $month ->
    [1] Январь
    [2] Февраль
    [3] Март
    [4] Апрель
    [5] Май
    [6] Июнь
    [7] Июль
    [8] Август
    [9] Сентябрь
    [10] Октябрь
    [11] Ноябрь
   *[12] Декабрь
}
work-days-weekday = { $n ->
    [1] Пн
    [2] Вт
    [3] Ср
    [4] Чт
    [5] Пт
    [6] Сб
   *[7] Вс
}
work-days-off = выходной
work-days-working = рабочий
work-days-say = Изменить день
work-days-say-do = Сохранить
work-days-day = Дата
work-days-day-example = 31.12.2026
work-days-is = Какой это день
work-days-said = Изменения за год
work-days-said-none = Изменений нет
work-days-said-none-do = Действует календарь, который пришёл с кабинетом.
work-days-take-back = Отменить
work-days-restore = Вернуть как было
work-days-history = История
work-days-history-empty = За этот год никто ничего не менял
work-days-choose = Выберите: выходной или рабочий
work-days-off-already = { $day } и так выходной
work-days-working-already = { $day } и так рабочий день
work-days-year-wrong = Календарь ведётся с { $from } по { $to } год
work-days-moved = Пока вы смотрели, этот год изменил кто-то другой. Проверьте календарь и повторите

work-days-event-off = { $day } — выходной ({ $country })
work-days-event-working = { $day } — рабочий день ({ $country })
work-days-event-restored = Календарь { $year } года возвращён к исходному ({ $country })
