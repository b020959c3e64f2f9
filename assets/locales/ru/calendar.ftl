# Платёжный календарь: что и когда оплатить.

calendar-title = Платёжный календарь
calendar-about = Суммы и сроки передаёт 1С. Срок, который рассчитал кабинет, отмечен.
calendar-looks = Вид
calendar-month = Месяц
calendar-list = Список
calendar-whose = Чей календарь открыть
calendar-no-dealers = За вами пока нет дилеров
calendar-no-dealers-do = Календарь появится, когда за вами закрепят дилера.
calendar-dealer = Дилер
calendar-entity = Юрлицо
calendar-contract = Договор
calendar-any = Все
calendar-show = Показать
calendar-cancel = Отмена
calendar-empty = 1С ещё не передала сроки оплаты
calendar-empty-do = Они появятся здесь после обмена.

calendar-overdue = Просрочено
calendar-overdue-more = { $n ->
    [one] Ещё { $n } просроченный платёж
    [few] Ещё { $n } просроченных платежа
   *[many] Ещё { $n } просроченных платежей
}
calendar-overdue-note = Оплата станет видна здесь после обмена с 1С
calendar-cut = Платежей очень много: посчитаны не все.
calendar-late = { $n ->
    [one] просрочен на { $n } день
    [few] просрочен на { $n } дня
   *[many] просрочен на { $n } дней
}
calendar-today = сегодня
calendar-undated = без срока
calendar-undated-some = { $n ->
    [one] Без срока: { $n } платёж
    [few] Без срока: { $n } платежа
   *[many] Без срока: { $n } платежей
}
calendar-worked-out = рассчитан кабинетом
calendar-worked-out-short = срок рассчитан
calendar-worked-out-long = Срок рассчитал кабинет по отсрочке договора
calendar-partly = Часть оплачена
calendar-partly-short = часть оплачена
calendar-paid-of = оплачено { $paid } из { $sum }
calendar-unnamed = Документ без номера
calendar-order = Заказ { $number }
calendar-of-contract = Договор { $number }, { $buyer }
calendar-contract-name = Договор { $number }

calendar-months = Месяцы
calendar-earlier = Предыдущий месяц
calendar-later = Следующий месяц
calendar-now = Этот месяц
calendar-month-none = В этом месяце платить не нужно
calendar-month-total = { $n ->
    [one] { $n } платёж за месяц
    [few] { $n } платежа за месяц
   *[many] { $n } платежей за месяц
}
calendar-payments = { $n ->
    [one] { $n } платёж
    [few] { $n } платежа
   *[many] { $n } платежей
}
calendar-legend = Показан остаток к оплате. Серые дни — выходные.
calendar-year-by-law = Переносов выходных на этот год в кабинете пока нет.
calendar-year-unknown = Праздники этого года кабинету неизвестны.
calendar-of-day = Оплатить { $day }
calendar-all = Все открытые платежи
calendar-show-all = Показать все
calendar-none = Платежей нет
calendar-none-do = По данным 1С здесь всё оплачено.

calendar-col-document = Документ
calendar-col-state = Состояние
calendar-col-day = Срок
calendar-col-late = Просрочен, дней
calendar-col-origin = Чей срок
calendar-col-order = Заказ
calendar-col-contract = Договор
calendar-col-entity = Юрлицо
calendar-col-sum = Сумма
calendar-col-paid = Оплачено
calendar-col-left = Осталось
calendar-col-currency = Валюта
calendar-col-as-of = Данные 1С
calendar-origin-1c = 1С
calendar-origin-ours = Рассчитал кабинет

calendar-sources = Когда 1С передала сроки
calendar-sources-none = Договоров с взаиморасчётами пока нет.
calendar-never = сроков не было
calendar-as-of = Данные 1С: { $at }

calendar-next = Ближайшие платежи
calendar-next-none = Платить пока нечего.
calendar-open = Открыть

calendar-feed = Платежи в вашем календаре
calendar-feed-what = Добавьте адрес в календарь телефона или компьютера: сроки появятся в нём и будут обновляться.
calendar-feed-make = Получить адрес
calendar-feed-address = Адрес
calendar-feed-once = Скопируйте адрес сейчас
calendar-feed-keep = Потом кабинет его не покажет. Кто знает адрес, видит ваши платежи.
calendar-feed-hidden = Получен { $at }. Адрес скрыт: если он потерян, получите новый.
calendar-feed-copy = Скопировать
calendar-feed-copied = Скопировано
calendar-feed-renew = Получить новый адрес
calendar-feed-renew-ask = Получить новый адрес?
calendar-feed-renew-what = Прежний адрес перестанет работать. В календаре его нужно будет заменить.
calendar-feed-revoke = Отключить адрес
calendar-feed-revoke-ask = Отключить адрес?
calendar-feed-revoke-what = Календари, в которые он добавлен, перестанут обновляться.
calendar-feed-name = Платежи: { $dealer }
calendar-feed-contract = Договор { $number }, { $buyer }
calendar-feed-pay = Оплатить { $sum }: { $number }
calendar-feed-pay-unnamed = Оплатить { $sum }
calendar-feed-late = Просрочено { $sum }: { $number }
calendar-feed-late-unnamed = Просрочено { $sum }
calendar-feed-often = Адрес открывают слишком часто. Не чаще { $n } раз в минуту
calendar-key-made = Адрес календаря получен
calendar-key-revoked = Адрес календаря отключён
calendar-event-key-made = Получен адрес календаря платежей
calendar-event-key-renewed = Получен новый адрес календаря платежей
calendar-event-key-revoked = Адрес календаря платежей отключён

calendar-draft = Если отправить «{ $name }»
calendar-draft-open = Открыть черновик
calendar-draft-lost = Черновик не с чем сравнить: в нём нет суммы или договора, по которому 1С передаёт взаиморасчёты.
calendar-panel = Оплата и лимит
calendar-panel-open = Показать в календаре
calendar-ship-wished = Отгрузка { $day }, как вы просите.
calendar-ship-today = Отгрузка { $day }: желаемый день не указан.
calendar-pay-by = Оплатить до { $day }: { $deferral }.
calendar-prepaid = по договору — предоплата
calendar-deferral = { $n ->
    [one] отсрочка { $n } день
    [few] отсрочка { $n } дня
   *[many] отсрочка { $n } дней
}
calendar-deferral-bank = { $n ->
    [one] отсрочка { $n } рабочий день
    [few] отсрочка { $n } рабочих дня
   *[many] отсрочка { $n } рабочих дней
}
calendar-if-sent = если отправить черновик
calendar-breaks-here = лимит превышен
calendar-fits = Лимита хватает
calendar-fits-left = После отгрузки останется { $left }
calendar-breaks = { $day } лимит будет превышен на { $by }
calendar-breaks-again = Снова уложитесь в лимит { $day }, если платить в срок.
calendar-breaks-never = По известным платежам в лимит уложиться не получится: нужно оплатить больше или раньше.
calendar-breaks-earliest = Если отгрузить { $day } или позже, лимита хватит.
calendar-no-limit = Лимита по договору нет.
calendar-how = Как рассчитано
calendar-how-balance = Долг сейчас, по данным 1С
calendar-how-draft = Черновик
calendar-how-limit = Лимит
calendar-assumed = Это расчёт кабинета, а не 1С. Черновик отгружается целиком и становится долгом с утра этого дня. Каждый платёж проходит полностью в свой срок, и долг меньше со следующего дня.
calendar-assumed-alone = Других отгрузок за это время нет.
calendar-assumed-others = Принятые заказы, которые ещё не отгружены, считаются вместе с долгом на любой день, как в правиле остановки: когда их отгрузят, неизвестно.
calendar-with-others =
    Вместе с { $count ->
        [one] { $count } принятым заказом
        [few] { $count } принятыми заказами
       *[many] { $count } принятыми заказами
    }, которые ещё не отгружены: осталось отгрузить на { $sum }.
calendar-how-others =
    { $count ->
        [one] Ещё { $count } заказ, который не отгружен
        [few] Ещё { $count } заказа, которые не отгружены
       *[many] Ещё { $count } заказов, которые не отгружены
    }
calendar-not-counted = Просроченное и платежи без срока, { $sum }, остаются долгом: когда их оплатят, неизвестно.
