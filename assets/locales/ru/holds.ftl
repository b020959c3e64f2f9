# Заказы, которые не идут дальше из-за взаиморасчётов.

holds-title = Остановлены по расчётам
holds-about = Эти заказы не пройдут дальше, пока по ним или по договору не заплатят.
holds-empty = Ни один заказ не остановлен
holds-empty-do = Если заказ остановят из-за долга или лимита, здесь будет написано, почему и сколько заплатить.
holds-col-order = Заказ
holds-col-step = Что остановлено
holds-col-dealer = Дилер
holds-col-since = С какого времени
holds-col-pay = Заплатить
holds-col-paper = За что
holds-col-due = Срок
holds-col-left = Осталось
holds-why = Почему
holds-why-of = { $what }: что мешает
holds-more = Подробнее
holds-free = Уже свободен
holds-home = Остановлены по расчётам
holds-all = Все

holds-heading-submission = Черновик остановлен по расчётам
holds-heading-confirmation = Заказ остановлен по расчётам
holds-heading-shipping = Заказ остановлен по расчётам
holds-mark-submission = Нельзя отправить
holds-mark-confirmation = Подтверждение остановлено
holds-mark-shipping = Отгрузка остановлена
holds-step-submission = Отправка заказа
holds-step-confirmation = Подтверждение
holds-step-shipping = Отгрузка

# Почему: одно предложение с цифрами.
holds-held-submission = Заказ нельзя отправить: { $why }. { $pay }
holds-held-confirmation = Заказ нельзя подтвердить: { $why }. { $pay }
holds-held-shipping = Заказ нельзя отгрузить: { $why }. { $pay }
holds-blind-submission = Заказ нельзя отправить из-за взаиморасчётов. Подробности видят директор и бухгалтер компании.
holds-blind-confirmation = Заказ нельзя подтвердить из-за взаиморасчётов. Подробности видят директор и бухгалтер компании.
holds-blind-shipping = Заказ нельзя отгрузить из-за взаиморасчётов. Подробности видят директор и бухгалтер компании.
holds-as-of = { $said } Данные 1С: { $at }.
holds-letter = Заказ { $number }. { $said }
holds-listed = { $said }; { $next }
holds-nothing = ничего
holds-sum = { $sum }
holds-overdue =
    { $count ->
        [one] по договору { $contracts } просрочено { $sum }
        [few] по договорам { $contracts } просрочено { $sum }
       *[many] по договорам { $contracts } просрочено { $sum }
    }
holds-overdue-oldest =
    { $said }, самый старый долг ждёт { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
holds-overdue-days =
    { $said } (считаем то, что старше { $days ->
        [one] { $days } дня
        [few] { $days } дней
       *[many] { $days } дней
    })
holds-minimum = { $said }, допускается { $minimum }
holds-limit = долг по договору { $contract } { $debt } и этот заказ на { $order } вместе больше лимита { $limit } на { $excess }
holds-limit-advance = заказ на { $order } за вычетом аванса { $debt } по договору { $contract } больше лимита { $limit } на { $excess }
holds-limit-others =
    долг по договору { $contract } { $debt }, этот заказ на { $order } и ещё { $count ->
        [one] { $count } заказ на сумму { $others }, который не отгружен
        [few] { $count } заказа на сумму { $others }, которые не отгружены
       *[many] { $count } заказов на сумму { $others }, которые не отгружены
    }, вместе больше лимита { $limit } на { $excess }
holds-limit-advance-others =
    заказ на { $order } и ещё { $count ->
        [one] { $count } заказ на сумму { $others }, который не отгружен
        [few] { $count } заказа на сумму { $others }, которые не отгружены
       *[many] { $count } заказов на сумму { $others }, которые не отгружены
    }, за вычетом аванса { $debt } по договору { $contract } больше лимита { $limit } на { $excess }
holds-limit-percent = { $said } (с допуском { $percent } % можно до { $allowed })
holds-pay = Чтобы заказ прошёл, заплатите { $sums }: { $papers }.
holds-pay-more =
    { $said } Ещё { $more ->
        [one] { $more } документ
        [few] { $more } документа
       *[many] { $more } документов
    } в подробностях.
holds-pay-whole = № { $number } целиком
holds-pay-part = № { $number } частично, { $sum }
holds-pay-advance = авансом по договору { $contract }
holds-pay-overdue = просрочку по договору { $contract }

# Страница заказа.
holds-nothing-holds = Ничего не мешает
holds-nothing-holds-do = По данным 1С этот заказ может идти дальше.
holds-open-until = Пропущен до { $until } включительно
holds-open-in-spite = Долг остаётся, но заказ пройдёт.
holds-fact-contracts = Договор
holds-fact-overdue = Просрочено
holds-fact-days = Считаем то, что старше
holds-fact-oldest = Самый старый долг ждёт
holds-fact-minimum = Допускается
holds-fact-debt = Долг по данным 1С
holds-fact-order = Этот заказ
holds-fact-others =
    { $count ->
        [one] Ещё { $count } заказ, который не отгружен
        [few] Ещё { $count } заказа, которые не отгружены
       *[many] Ещё { $count } заказов, которые не отгружены
    }
holds-fact-limit = Лимит по данным 1С
holds-fact-percent = Допуск
holds-fact-excess = Превышение
holds-days =
    { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
holds-percent = { $percent } %, можно до { $allowed }
holds-payments = Сколько заплатить
holds-pay-all = Всего
holds-part = частично
holds-advance = Аванс
holds-overdue-whole = Просроченный долг
holds-figures = Долги и лимиты — данные 1С: { $at }. Сколько заплатить, посчитал кабинет: меньше денег и меньше документов. После оплаты и обмена с 1С заказ пойдёт сам.
holds-figures-undated = Долги и лимиты — данные 1С. Сколько заплатить, посчитал кабинет. После оплаты и обмена с 1С заказ пойдёт сам.

holds-release = Пропустить заказ
holds-release-about = Заказ пройдёт, хотя долг остаётся. Дилер увидит, кто его пропустил и почему.
holds-release-reason = Почему
holds-release-until = До какого дня включительно
holds-release-until-example = 15.12.2026
holds-release-until-hint =
    Не дальше, чем на { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
holds-release-do = Пропустить
holds-release-end = Снова остановить
holds-release-over = Заказ уже пропускали, срок прошёл.
holds-release-reason-wrong = Напишите, почему пропускаете заказ. Не длиннее { $max } знаков.
holds-release-until-wrong = Укажите день не раньше сегодняшнего и не дальше, чем через { $days } дней.
holds-release-moved = Кто-то уже пропустил или снова остановил этот заказ. Проверьте, как сейчас.
holds-released = Заказ пропущен.
holds-release-taken = Заказ снова остановлен.

# Правила.
holds-rules = Правила остановки
holds-rules-about = Когда заказ останавливать из-за долга. Долги и лимиты передаёт 1С.
holds-rules-empty = Правил пока нет
holds-rules-empty-do = Без правил заказы проходят при любом долге. Добавьте первое: например, не отгружать при просрочке старше 5 дней.
holds-rule = Правило
holds-rule-new = Новое правило
holds-rule-add = Добавить правило
holds-rule-name = Название
holds-rule-step = Что останавливать
holds-step-hint = Если этап меняет 1С, заказ не остановится: её слово главное, а в кабинете будет предупреждение.
holds-rule-condition = За что
holds-rule-minimum = Допускается
holds-rule-tiers = Уровни дилеров
holds-rule-state = Состояние
holds-rule-on = Действует
holds-rule-off = Выключено
holds-all-tiers = Все
holds-tiers-hint = Если не отмечен ни один, правило для всех дилеров.
holds-condition-overdue-contract = Просрочка по договору заказа
holds-condition-overdue-dealer = Просрочка по всем договорам дилера
holds-condition-older =
    { $said } старше { $days ->
        [one] { $days } дня
        [few] { $days } дней
       *[many] { $days } дней
    }
holds-condition-limit = Превышен лимит договора
holds-condition-above = { $said } больше чем на { $percent } %
holds-condition-others = { $said }, вместе с неотгруженными заказами
holds-by-overdue = За просрочку
holds-by-limit = За превышение лимита: долг и заказ вместе больше лимита
holds-field-days = Старше, дней
holds-field-days-hint = 0 — с первого дня просрочки, не больше { $max }. Старше 0 дней можно проверить, только если 1С передаёт сроки оплаты.
holds-field-reach = Чьи долги
holds-reach-contract = По договору заказа
holds-reach-dealer = По всем договорам дилера
holds-field-percent = Допуск к лимиту
holds-field-percent-hint = От 0 до { $max }
holds-field-others = Считать и другие принятые заказы договора, которые не отгружены
holds-field-others-hint = Такие заказы ещё не стали долгом в 1С. Если останавливать отгрузку, принятые заказы будут задерживать друг друга: с этой настройкой лучше останавливать отправку или подтверждение. Заказ, который отгружают частями, считается остатком, если известно, что уехало или на какую сумму; иначе — не считается с первой отгрузки.
holds-field-minimum-rub = Допускается в рублях
holds-field-minimum-kzt = Допускается в тенге
holds-field-minimum-hint = Сумма, ради которой заказ не останавливают
holds-field-prepaid = Оплаченные заранее заказы проходят
holds-field-active = Правило действует
holds-save = Сохранить
holds-cancel = Отмена
holds-rule-remove = Удалить правило
holds-rule-saved = Правило «{ $name }» сохранено.
holds-rule-gone = Правило удалено.
holds-history = Кто и что менял
holds-history-empty = Изменений пока нет
holds-refusal-name = Назовите правило, не длиннее { $max } знаков.
holds-refusal-name-taken = Правило с таким названием уже есть.
holds-refusal-step = Выберите, что останавливать.
holds-refusal-days = Укажите целое число дней от 0 до { $max }.
holds-refusal-percent = Укажите целое число процентов от 0 до { $max }.
holds-refusal-minimum = Сумма не может быть меньше нуля.
holds-refusal-many = Правил уже { $max }, больше нельзя. Удалите лишние.
holds-refusal-moved = Правило уже изменил кто-то другой. Откройте его заново.

holds-event-rule-added = Добавлено правило остановки «{ $name }»
holds-event-rule-changed = Изменено правило остановки «{ $name }»
holds-event-rule-removed = Удалено правило остановки «{ $name }»
holds-event-began-confirmation = Заказ { $number } нельзя подтвердить из-за взаиморасчётов
holds-event-began-shipping = Заказ { $number } нельзя отгрузить из-за взаиморасчётов
holds-event-over = Заказ { $number } больше не остановлен по расчётам
holds-event-released = Заказ { $number } пропущен до { $until }, хотя есть долг: { $reason }
holds-event-draft-released = Черновик можно отправить до { $until }, хотя есть долг: { $reason }
holds-event-draft-release-ended = Черновик снова нельзя отправить из-за взаиморасчётов
holds-event-release-ended = Заказ { $number } снова не проходит из-за взаиморасчётов
holds-job-day = Остановка заказов по расчётам
