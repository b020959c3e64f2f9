# План производства, воронка, продажи, отчёт директора дилера

reports-plan-title = План производства
reports-pipeline-title = Заказы в работе
reports-analytics-title = Продажи
reports-company-title = Закупки компании
reports-load-title = Загрузка производства
reports-job-recount = Сверка сумм отчётов с заказами

reports-group = Группа товаров
reports-dealer = Дилер
reports-region = Регион
reports-manager = Менеджер
reports-stage = Этап
reports-order = Заказ
reports-orders = Заказы
reports-due = К какому дню
reports-units = Количество
reports-sum = Сумма
reports-name = Название
reports-all = Всего
reports-no-group = Без группы
reports-no-region = Регион не указан
reports-no-manager = Менеджер не назначен
reports-rest-of = { $group }: остальное
reports-all-groups = все группы
reports-all-dealers = Все дилеры
reports-all-orders = Все заказы
reports-show = Показать
reports-xlsx = Скачать XLSX
reports-behindhand = Суммы ещё считаются. Последние изменения появятся через минуту
reports-n-orders = { $n ->
    [one] { $n } заказ
    [few] { $n } заказа
   *[many] { $n } заказов
}
reports-days = { $n } дн.
reports-hours = { $n } ч
reports-minutes = { $n } мин
reports-month-name = { $month ->
    [1] январь
    [2] февраль
    [3] март
    [4] апрель
    [5] май
    [6] июнь
    [7] июль
    [8] август
    [9] сентябрь
    [10] октябрь
    [11] ноябрь
   *[12] декабрь
} { $year }

# План
reports-plan-counts = Заказы, которые ещё не готовы, по обещанному дню; загрузка — по всем дилерам. На { $at }
reports-plan-none = Готовить нечего
reports-plan-none-do = Здесь появятся заказы, которые ждут производства. Назначьте заказу день — он встанет в свою неделю
reports-plan-weeks = По неделям
reports-weeks = Недели
reports-earlier = Раньше
reports-later = Позже
reports-this-week = Эта неделя
reports-late = Обещаны раньше и не готовы
reports-wished-late = Желаемый день прошёл
reports-undated = Без дня
reports-n-working-days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
   *[many] { $n } рабочих дней
}
reports-wished-units = и желают { $units }
reports-wished-orders = и желают { $n }
reports-no-days = нет рабочих дней
reports-load = Загрузка
reports-load-is = Загрузка { $percent } %
reports-left = Свободно
reports-week-from = Неделя с
reports-week-to = по
reports-working-days = Рабочих дней
reports-planned-orders = Заказов
reports-planned-units = Обещано
reports-wished-units-head = Желают
reports-planned-sum = Сумма, { $currency }
reports-over-title = Недели переполнены
reports-over-by = Не помещается { $units }.
reports-over-room = Место есть на неделе с { $week }
reports-over-no-room = Места нет и дальше: перенесите часть заказов или увеличьте мощность
reports-behind-planned = Обещаны на неделю с { $week }: { $group }
reports-behind-wished = Желают на неделю с { $week }: { $group }
reports-behind-bought = Заказы с { $from } по { $to }
reports-behind-none = Заказов нет
reports-behind-none-do = Они уже готовы, перенесены или отменены
reports-behind-more = Показаны первые { $n }. Сузьте период или выберите дилера
reports-load-what = Сколько занято из того, что производство успевает за неделю. Заказы других компаний не показываются
reports-load-none = Загрузка не показывается
reports-load-none-do = О сроках спросите менеджера

# Мощность
reports-capacity-title = Мощность производства
reports-capacity-what = Сколько производство успевает за рабочий день. У группы без числа загрузка не считается
reports-capacity-per-day = За рабочий день
reports-capacity-measure = Чего
reports-capacity-minutes = Минут на единицу
reports-measure-units = единиц
reports-measure-minutes = минут работы
reports-capacity-days = Календарь и доступ
reports-capacity-off = Выходные сверх календаря
reports-capacity-off-hint = Даты через запятую: 30.12.2026, 31.12.2026
reports-capacity-on = Рабочие выходные
reports-capacity-on-hint = Праздники и переносы учтены по разделу «Рабочие дни». Здесь дни, когда производство всё же работает
reports-capacity-shown = Дилеры видят загрузку в процентах
reports-capacity-keep = Сохранить мощность
reports-capacity-kept = Мощность сохранена. Загрузка пересчитана
reports-capacity-moved = Мощность уже изменил кто-то другой. Ваши числа остались в форме, сверьте их с планом
reports-capacity-many = Групп с мощностью больше { $limit }. Уберите лишние
reports-capacity-days-many = Дней в календаре больше { $limit }. Уберите прошедшие
reports-capacity-days-both = { $day } названо и выходным, и рабочим. Оставьте что-то одно
reports-capacity-unknown = Такой группы уже нет в каталоге. Откройте страницу заново
reports-capacity-twice = Группа «{ $group }» названа дважды
reports-capacity-figure = «{ $group }»: нужно число больше нуля, для минут работы — и минуты на единицу
reports-capacity-nested = «{ $group }» входит в «{ $above }», у которой уже есть мощность. Оставьте одну из них
reports-capacity-day-wrong = «{ $day }» — не дата. Пишите так: 30.12.2026
reports-event-plan-shown = Мощность производства изменена, дилеры видят загрузку
reports-event-plan-hidden = Мощность производства изменена, дилеры больше не видят загрузку
reports-event-plan-changed = { $groups ->
    [one] Мощность производства изменена: { $groups } группа
    [few] Мощность производства изменена: { $groups } группы
   *[many] Мощность производства изменена: { $groups } групп
}

# Заказы в работе
reports-pipeline-counts = Все заказы, которые не закрыты и не отменены. Страница обновляется сама
reports-pipeline-none = Открытых заказов нет
reports-pipeline-none-do = Отправленный дилером заказ сразу появится здесь
reports-by-stage = По этапам
reports-by-dealer = По дилерам
reports-age = стоят в среднем { $span }
reports-stuck = Дольше всех на своём этапе
reports-stuck-what = ещё не отгружены

# Продажи
reports-period = Период
reports-period-month = Этот месяц
reports-period-last-month = Прошлый месяц
reports-period-quarter = Этот квартал
reports-period-year = Этот год
reports-period-twelve = Двенадцать месяцев
reports-by = Разрез
reports-currency = Валюта
reports-currency-is = Валюта: { $currency }
reports-period-is = С { $from } по { $to }.
reports-compared-with = Сравнение с периодом { $from } — { $to }.
reports-sales-count = По дню отправки заказа, без отменённых, с НДС. На { $at }
reports-whole = Показать всё
reports-sales-none = Заказов за период нет
reports-sales-none-do = Выберите другой период или другую валюту
reports-against = { $change } к { $before }
reports-against-nothing = сравнивать не с чем
reports-compare = Сравнить с
reports-against-before = Предыдущим периодом
reports-against-year = Тем же периодом год назад
reports-before = Раньше
reports-before-is = раньше { $n }
reports-before-sum = раньше { $sum }
reports-change = Изменение
reports-share = Доля
reports-average = Средний заказ
reports-over-time = По времени
reports-column-opens = столбец открывает свои заказы
reports-groups-note = Заказ с товарами нескольких групп считается в каждой из них; складываются только суммы

# Закупки компании
reports-company-none = Заказов за период нет
reports-company-none-do = Выберите другой период. Отправленный заказ попадёт в отчёт сразу
reports-margin = Маржа
reports-margin-share = Маржа, %
reports-margin-what = (РРЦ − цена закупки) по товарам, у которых есть РРЦ
reports-approval = До подтверждения
reports-approval-what = в среднем, подтверждено { $n }
reports-kept = Обещания сдержаны
reports-kept-what = { $kept } из { $all } отгружены не позже первого обещанного дня
reports-by-month = По месяцам
reports-month = Месяц
reports-by-group = По группам товаров
reports-people = Кто заказывал
reports-person = Сотрудник
reports-nobody = Без автора
reports-staff-for-you = { $name }, менеджер поставщика

reports-dealer-title = Заказы и закупки
reports-dealer-open = В работе
reports-dealer-last = Последний заказ
reports-dealer-stages = По этапам
reports-dealer-drafts = { $n ->
    [one] { $n } черновик
    [few] { $n } черновика
   *[many] { $n } черновиков
}
reports-dealer-visit = Последний визит: { $name }, { $ago }
reports-dealer-visit-none = В кабинет ещё не заходили
reports-dealer-more = Все цифры

# Обещанные дни
reports-promises-title = Обещания по срокам
reports-promises-period = Обещано с { $from } по { $to }.
reports-promises-what = Обещание сдержано, если заказ отгружен не позже обещанного дня. Неотгруженный заказ попадает в нарушенные на следующий день после обещанного. Строки со своими датами считаются каждая отдельно. Без отменённых, на { $at }
reports-promises-against = Сравнить с днём
reports-promises-first = Первый обещанный день
reports-promises-last = Последний обещанный день
reports-promises-none = Обещанных дней за период нет
reports-promises-none-do = Выберите другой период или другого дилера. Заказ появится здесь, когда его отгрузят или пройдёт обещанный день
reports-promises-judged = Учтено
reports-promises-kept = Сдержано
reports-promises-broken = Нарушено
reports-promises-overdue = Не отгружено
reports-promises-share = Доля сдержанных
reports-promises-of = { $kept } из { $all }
reports-promises-of-them = ещё не отгружены:
reports-promises-delay = Опоздание
reports-promises-delay-days = Опоздание в среднем, дней
reports-promises-delay-what = в среднем у нарушенных
reports-promises-days = { $n } дн.
reports-promises-all = Все заказы
reports-promises-groups-note = Заказ с товарами нескольких групп считается в каждой из них. Итог сверху считает его один раз
reports-promises-day = Обещано
reports-promises-lots = { $n ->
    [one] { $n } обещание по строкам
    [few] { $n } обещания по строкам
   *[many] { $n } обещаний по строкам
}
reports-promises-left = Отгружен
reports-promises-not-left = не отгружен
reports-promises-late = Опоздание
reports-promises-reason = Причина последнего переноса
reports-promises-behind-all = Обещаны с { $from } по { $to }
reports-promises-behind-kept = Сдержаны: обещаны с { $from } по { $to }
reports-promises-behind-broken = Нарушены: обещаны с { $from } по { $to }
reports-promises-behind-overdue = Не отгружены: обещаны с { $from } по { $to }
