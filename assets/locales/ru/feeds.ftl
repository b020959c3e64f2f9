# Выгрузки товаров с ценами дилера по постоянному адресу.

feeds-title = Выгрузки
feeds-about = Товары с вашими ценами по постоянному адресу: для сайта, маркетплейса или учётной программы. Цены и остатки в файле всегда текущие.
feeds-new = Новая выгрузка
feeds-edit = Настройки выгрузки
feeds-edit-do = Изменить
feeds-open = Открыть
feeds-empty = Выгрузок пока нет
feeds-empty-do = Создайте выгрузку и передайте её адрес сайту или маркетплейсу.
feeds-hidden = { $n ->
    [one] Ещё { $n } выгрузка считается от закупочной цены, поэтому вам не показана.
    [few] Ещё { $n } выгрузки считаются от закупочной цены, поэтому вам не показаны.
   *[many] Ещё { $n } выгрузок считаются от закупочной цены, поэтому вам не показаны.
}

feeds-col-feed = Выгрузка
feeds-col-state = Состояние
feeds-col-prices = Цены
feeds-col-goods = Товары
feeds-col-read = Последнее чтение
feeds-col-keeper = Отвечает
feeds-times = { $n ->
    [one] { $n } раз
    [few] { $n } раза
   *[many] { $n } раз
}
feeds-never = Ещё не читали
feeds-not-made = Нет данных
feeds-state-on = Работает
feeds-state-off = Отключена
feeds-state-stopped = Остановлена

feeds-format-yml = YML: сайты и маркетплейсы
feeds-format-csv = CSV: таблица для Excel
feeds-format-json = JSON: для программ
feeds-format-wrong = Выберите формат.
feeds-rule-purchase = Закупочная цена

feeds-card-what = Что это
feeds-card-prices = Цены
feeds-card-goods = Товары
feeds-name = Название
feeds-name-example = Интернет-магазин
feeds-name-required = Назовите выгрузку.
feeds-too-long = Не длиннее { $most } знаков.
feeds-format = Формат
feeds-format-hint = Потом не меняется: по адресу ждут именно его
feeds-format-fixed = Для другого формата создайте ещё одну выгрузку
feeds-site = Ваш сайт
feeds-site-hint = Попадёт в YML как адрес магазина
feeds-site-wrong = Укажите адрес целиком, с https://.
feeds-contract = Договор
feeds-contract-hint = От него зависят цены, валюта и НДС
feeds-contract-of = № { $number }, { $currency }
feeds-contract-wrong = Выберите действующий договор.
feeds-rule = Какая цена в файле
feeds-percent = Процент
feeds-percent-hint = Для РРЦ и закупочной цены не нужен
feeds-rounding = Округление
feeds-rule-note = Цены в файле с НДС. Маржа и наценка считаются от вашей закупочной цены.
feeds-rule-blind = Цены в файле с НДС. Закупочные цены вам не открыты, поэтому доступны РРЦ и скидка от неё.
feeds-stock = Передавать наличие
feeds-group-removed = Группы больше нет
feeds-absent = Передавать и те товары, которых нет в наличии
feeds-pictures = Передавать фото
feeds-groups = Группы товаров
feeds-groups-hint = Ничего не отмечено: в файле все товары. Вложенные группы входят вместе с отмеченной.
feeds-groups-many = Отметьте не больше { $most } групп.
feeds-group-gone = Отмеченной группы больше нет. Проверьте список.
feeds-make = Создать выгрузку
feeds-save = Сохранить
feeds-cancel = Отмена

feeds-address = Адрес
feeds-address-field = Адрес выгрузки
feeds-address-once = Скопируйте адрес сейчас
feeds-address-keep = Больше мы его не покажем: сам адрес кабинет не хранит. Потеряете — создайте новый.
feeds-address-hidden = Адрес показывали один раз, при создании. Потеряли: создайте новый, прежний перестанет отвечать.
feeds-address-copy = Скопировать адрес
feeds-address-copied = Адрес скопирован
feeds-rekey = Создать новый адрес
feeds-rekey-ask = Создать новый адрес?
feeds-rekey-what = Прежний адрес сразу перестанет отвечать. Новый нужно передать всем, кто читает выгрузку.
feeds-revoke = Отключить
feeds-revoke-ask = Отключить выгрузку?
feeds-revoke-what = Адрес перестанет отвечать. Настройки останутся; включить выгрузку можно, создав новый адрес.
feeds-remove = Удалить
feeds-remove-ask = Удалить выгрузку?
feeds-remove-what = Настройки и сведения о чтениях исчезнут. Вернуть их будет нельзя.
feeds-file = Скачать файл

feeds-held = Что в файле
feeds-held-goods = Товаров
feeds-held-size = Размер
feeds-held-since = Без изменений с
feeds-held-never = Файл ещё не собирали. Он соберётся при первом чтении.
feeds-left-priceless = Не вошли: нет цены
feeds-left-made = Не вошли: цена зависит от размера
feeds-left-absent = Не вошли: нет в наличии
feeds-held-cut = В файл вошли не все товары: предел — { $n }
feeds-held-cut-what = Разделите выгрузку на несколько: выберите в каждой свои группы товаров.
feeds-reading = Чтения
feeds-read-last = Последнее
feeds-read-count = Всего
feeds-read-from = Откуда
feeds-read-agent = Программа
feeds-read-never = По этому адресу ещё не обращались.
feeds-settings = Настройки
feeds-groups-all = Все товары
feeds-stock-short = Наличие
feeds-absent-short = Товары не в наличии
feeds-pictures-short = Фото
feeds-yes = Передаём
feeds-no = Не передаём
feeds-keeper = Отвечает
feeds-keyed = Адрес создан
feeds-history = Изменения
feeds-history-empty = Изменений не было.
feeds-other = Другие товары

feeds-purchase-warning = В файле ваши закупочные цены
feeds-purchase-what = Их увидит каждый, кто знает адрес. Передавайте его только своей учётной программе.

feeds-stopped = Адрес не отвечает
feeds-stop-revoked = Выгрузку отключили. Чтобы включить её, создайте новый адрес.
feeds-stop-dealer = Работа вашей компании в кабинете приостановлена. Обратитесь к вашему менеджеру.
feeds-stop-person = У того, кто отвечает за выгрузку, больше нет доступа. Откройте настройки и сохраните их: отвечать будете вы.
feeds-stop-sight = Тому, кто отвечает за выгрузку, больше не открыты закупочные цены. Откройте настройки и сохраните их: отвечать будете вы.
feeds-stop-contract = Договор закрыт. Выберите в настройках действующий.
feeds-home-stopped = Выгрузка «{ $name }» не отвечает

feeds-made = Выгрузка «{ $name }» создана
feeds-changed = Настройки сохранены
feeds-rekeyed = Новый адрес создан
feeds-revoked-done = Выгрузка отключена
feeds-removed = Выгрузка «{ $name }» удалена
feeds-moved = Выгрузку только что изменил кто-то ещё. Посмотрите, что получилось, и повторите.
feeds-many = У компании может быть не больше { $most } выгрузок. Удалите ненужные.

feeds-event-made = Создана выгрузка «{ $name }»
feeds-event-changed = Изменены настройки выгрузки «{ $name }»
feeds-event-rekeyed = Создан новый адрес выгрузки «{ $name }»
feeds-event-revoked = Отключена выгрузка «{ $name }»
feeds-event-removed = Удалена выгрузка «{ $name }»

feeds-often = Слишком часто: не больше { $n } запросов в минуту. Повторите позже.
feeds-public-gone = Выгрузка по этому адресу отключена. Новый адрес знает тот, кто дал вам этот.
feeds-public-stopped = Выгрузка по этому адресу остановлена. Обратитесь к тому, кто дал вам адрес.
