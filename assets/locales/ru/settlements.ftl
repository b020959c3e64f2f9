# Взаиморасчёты по договорам, как их передаёт 1С.

settlements-title = Взаиморасчёты
settlements-about = Долг, лимит и операции по каждому договору. Цифры считает 1С.
settlements-contract = Договор { $number }
settlements-as-of = Данные 1С: { $at }
settlements-filter = Отбор договоров
settlements-all = Все договоры
settlements-overdue-only = С просрочкой
settlements-any = Все
settlements-show = Показать
settlements-open = Открыть
settlements-more = Показаны не все договоры.

settlements-col-contract = Договор
settlements-col-state = Состояние
settlements-col-dealer = Дилер
settlements-col-buyer = Покупатель
settlements-col-balance = Баланс
settlements-col-limit = Лимит
settlements-col-available = Доступно
settlements-col-overdue = Просрочено
settlements-col-currency = Валюта
settlements-col-as-of = Данные 1С
settlements-debt = долг
settlements-advance = аванс
settlements-over = лимит превышен на { $by }
settlements-available-how = Лимит минус долг
settlements-waits = Ждёт сопоставления
settlements-waits-title = Контрагент не сопоставлен, дилер этого не видит
settlements-to-mapping = Сопоставить
settlements-disagrees = Не сходится

settlements-empty = 1С ещё не передала взаиморасчёты
settlements-empty-do = Они появятся здесь после обмена.
settlements-none-overdue = Просрочки нет
settlements-none-overdue-do = 1С не сообщала о просрочке по этим договорам.
settlements-cut = Просмотрены не все договоры. Листайте дальше или сузьте отбор.

settlements-period = Баланс 1С
settlements-from = Начало периода
settlements-opening = На начало
settlements-closing = На конец
settlements-count = Операций
settlements-seller = Продавец
settlements-difference-title = Баланс и список операций не сходятся
settlements-difference = Баланс 1С { $closing }, а по начальному остатку и операциям получается { $listed }. Разница { $by }. Верен баланс 1С, список мог прийти не полностью.
settlements-unsound = Список операций не удаётся сложить: суммы слишком большие. Верен баланс 1С.

settlements-dues = Сроки оплаты
settlements-dues-none = Открытых платежей нет.
settlements-dues-undated = без срока
settlements-dues-ours = рассчитан кабинетом
settlements-dues-late = { $n ->
    [one] просрочен на { $n } день
    [few] просрочен на { $n } дня
   *[many] просрочен на { $n } дней
}
settlements-dues-paid = оплачено { $paid } из { $sum }
settlements-dues-more = { $n ->
    [one] Ещё { $n } платёж — в платёжном календаре.
    [few] Ещё { $n } платежа — в платёжном календаре.
   *[many] Ещё { $n } платежей — в платёжном календаре.
}

settlements-operations = Операции
settlements-op-kind = Операция
settlements-op-number = Документ
settlements-op-day = Дата
settlements-op-debit = Долг вырос
settlements-op-credit = Долг уменьшился
settlements-operations-none = За этот период операций нет
settlements-operations-empty = Операций нет
settlements-operations-empty-do = Показано то, что передала 1С.

settlements-warn-stale = Договор { $number }: эти взаиморасчёты старше известных, оставлены прежние
settlements-warn-future = Договор { $number }: время взаиморасчётов ещё не наступило, оставлены прежние. Проверьте часы 1С
settlements-warn-currency = Договор { $number }: в кабинете он в другой валюте. Взаиморасчёты приняты без связи с ним
settlements-warn-contract = Договора { $number } у этого юрлица нет. Взаиморасчёты приняты без связи с ним
settlements-warn-difference = Договор { $number }: баланс 1С отличается от суммы операций на { $by }
settlements-warn-due-day = Договор { $number }: срок оплаты «{ $what }» не указан, и рассчитать его не по чему

settlements-event-told = Обновлены взаиморасчёты по договору { $number }
settlements-event-overdue = По договору { $number } появилась просрочка
settlements-event-listed = Обновлены операции по договору { $number }
settlements-event-dues = Обновлены сроки оплаты по договору { $number }
settlements-event-given = Взаиморасчёты по договору { $number } переданы дилеру
