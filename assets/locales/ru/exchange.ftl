# Почему файл не принят
exchange-job-folder = Просмотр папки обмена с 1С
exchange-fault-empty = Файл пустой
exchange-fault-not-xml = Это не XML. Ожидается выгрузка CommerceML из 1С
exchange-fault-truncated = Файл оборван: корневой элемент не закрыт. Выгрузите его ещё раз
exchange-fault-syntax = XML повреждён: разметка нарушена. Выгрузите файл ещё раз
exchange-fault-doctype = DOCTYPE в файле не принимается: 1С его не пишет, а для сервера он опасен
exchange-fault-entity = Неизвестная сущность &{ $name };
exchange-fault-too-deep = Слишком глубокая вложенность элементов
exchange-fault-too-large = Слишком большой элемент или значение
exchange-fault-too-many-attributes = Слишком много атрибутов у элемента
exchange-fault-encoding = Неизвестная кодировка «{ $label }»
exchange-fault-commerceml-1 = Это CommerceML 1 (1С 7.7). Нужна выгрузка в CommerceML 2 — её умеют 1С:Предприятие 8 и обработки для 7.7
exchange-fault-unknown-root = Это не CommerceML: корневой элемент «{ $name }»
exchange-fault-json = JSON повреждён: разметка нарушена
exchange-fault-unknown-version = Неизвестная версия файла расширения: { $version }
exchange-fault-broken-archive = Архив повреждён или передан не до конца. Выгрузите его ещё раз
exchange-fault-too-many-files = В архиве слишком много файлов
exchange-fault-archive-too-large = Архив распаковывается в слишком большой объём: { $name }
exchange-fault-unsafe-name = Недопустимое имя файла в архиве: { $name }
exchange-fault-link = Вместо файла ссылка: { $name }
exchange-fault-encrypted = Файл в архиве закрыт паролем: { $name }
exchange-fault-nested-archive = Архив внутри архива: { $name }
exchange-fault-io = Файл не читается: { $detail }

# Что замечено в файле
exchange-finding-encoding = Кодировка не та, что указана в файле. Прочитано как { $encoding }
exchange-finding-broken-characters = Неразборчивые символы заменены: { $count }
exchange-finding-stripped = Недопустимые символы удалены: { $count }
exchange-finding-unknown-element = Элемент «{ $name }» не используется
exchange-finding-duplicate = { $id } встречается повторно, взято последнее
exchange-finding-rounded = «{ $field }»: { $value } округлено
exchange-finding-not-a-number = «{ $field }»: «{ $value }» — не число
exchange-finding-not-a-day = «{ $field }»: «{ $value }» — не дата
exchange-finding-currency = Неизвестная валюта «{ $currency }»
exchange-finding-vat-rate = Неизвестная ставка НДС «{ $rate }»
exchange-finding-group-without-id = Группа без Ид пропущена
exchange-finding-property-without-id = Свойство без Ид пропущено
exchange-finding-price-type-without-id = Тип цены без Ид пропущен
exchange-finding-warehouse-without-id = Склад без Ид пропущен
exchange-finding-unit-without-id = Единица измерения без кода пропущена
exchange-finding-product-without-id = Товар без Ид пропущен: { $name }
exchange-finding-offer-without-id = Предложение без Ид пропущено: { $name }
exchange-finding-price-without-type = Цена без типа пропущена
exchange-finding-price-without-value = Цена без значения пропущена
exchange-finding-price-negative = Отрицательная цена пропущена
exchange-finding-counterparty-without-id = Контрагент без Ид пропущен: { $name }
exchange-finding-document-without-id = Документ без Ид и номера пропущен
exchange-finding-plan-malformed = Строка плана без номера заказа пропущена
exchange-finding-plan-day = Заказ { $number }: «{ $value }» — не дата, план не изменён
exchange-finding-paper-malformed = Документ «{ $number }» без кода 1С или без даты пропущен
exchange-finding-paper-currency = Документ «{ $number }»: неизвестная валюта «{ $value }», документ пропущен
exchange-finding-paper-kind = Документ «{ $number }»: вид «{ $value }» кабинету не знаком, показан как «другой»
exchange-finding-paper-sum = Документ «{ $number }»: «{ $value }» — не сумма, документ принят без неё
exchange-finding-paper-size = Документ «{ $number }»: «{ $value }» — не размер файла, размер не сверяется
exchange-finding-sum-inexact = «{ $what }»: сумма { $value } записана дробным числом JSON и не принята. Пишите дробные суммы строкой, в кавычках
exchange-finding-settlement-malformed = Взаиморасчёты без кода договора пропущены
exchange-finding-settlement-as-of = Договор { $number }: «{ $value }» — не время данных, взаиморасчёты пропущены
exchange-finding-settlement-currency = Договор { $number }: валюта «{ $value }» неизвестна или не указана, взаиморасчёты пропущены
exchange-finding-settlement-figure = Договор { $number }: «{ $value }» — не сумма, взаиморасчёты пропущены
exchange-finding-settlement-balance = Договор { $number }: нет начального или конечного остатка, взаиморасчёты пропущены
exchange-finding-settlement-long = Договор { $number }: операций больше { $value }, взаиморасчёты пропущены
exchange-finding-settlement-overdue = Договор { $number }: просрочка не может быть отрицательной ({ $value }), оставлена прежняя
exchange-finding-settlement-limit = Договор { $number }: «{ $value }» — не лимит, оставлен прежний
exchange-finding-settlement-operation = Договор { $number }: операция «{ $value }» без даты или без суммы пропущена
exchange-finding-settlement-operation-currency = Договор { $number }: операция «{ $value }» в другой валюте пропущена
exchange-finding-settlement-due-sum = Договор { $number }: сумма к оплате «{ $value }» должна быть больше нуля, строка пропущена
exchange-finding-settlement-due-paid = Договор { $number }: оплачено «{ $value }» — меньше нуля или больше суммы, строка пропущена
exchange-finding-settlement-due-day = Договор { $number }: «{ $value }» — не срок оплаты, строка пропущена
exchange-finding-settlement-due-currency = Договор { $number }: срок оплаты «{ $value }» в другой валюте пропущен
exchange-finding-settlement-dues-long = Договор { $number }: сроков оплаты больше { $value }, взаиморасчёты пропущены
exchange-finding-settlement-dues = Договор { $number }: «{ $value }» — не список сроков оплаты, оставлены прежние
exchange-finding-line-plan-day = Заказ { $number }, строка { $what }: «{ $value }» — не дата, дата строки не изменена

# Ответы 1С по HTTP. Короче 255 знаков: иначе 1С их не покажет.
exchange-http-denied = Нет доступа: проверьте имя, пароль и адрес, с которого идёт обмен
exchange-http-throttled = Слишком много неудачных попыток входа. Повторите через несколько минут
exchange-http-token = Ошибка проверки источника запроса: неверный sessid
exchange-http-busy = Сервер занят. Повторите обмен через минуту
exchange-http-broken = Внутренняя ошибка кабинета. Подробности в журнале сервера
exchange-http-unknown-mode = Неизвестный запрос: mode={ $mode }
exchange-http-bad-name = Недопустимое имя файла: { $name }
exchange-http-empty = Пустой файл
exchange-http-too-large = Слишком большой объём данных за один сеанс
exchange-http-no-file = Файл не найден в этом сеансе: { $name }
exchange-http-no-query = В этом сеансе заказы не запрашивались
exchange-http-no-timestamp = Не указана или неверна отметка времени timestamp
exchange-http-progress = { $rows ->
    [one] Обработана { $rows } запись
    [few] Обработано { $rows } записи
   *[many] Обработано { $rows } записей
}
exchange-http-imported = Прочитано: { $read }, создано: { $created }, изменено: { $updated }, пропущено: { $skipped }
exchange-http-hidden = { $count ->
    [one] Скрыт { $count } товар
    [few] Скрыто { $count } товара
   *[many] Скрыто { $count } товаров
}
exchange-http-asked = Скрыть нужно { $count } из { $of } товаров, это слишком много сразу. Решение за администратором кабинета
# Что вышло при загрузке
exchange-applied-price-type-unknown = Тип цены { $id } ещё не описан. Цены сохранены, назовите тип на странице сопоставления
exchange-applied-warehouse-unknown = Склад { $id } ещё не описан. Остатки сохранены
exchange-applied-group-unknown = Группа { $id } ещё не описана. Товар появится в ней, когда придёт классификатор
exchange-applied-product-unknown = Товар { $id } ещё не описан. Цены и остатки сохранены, он появится, когда придёт каталог
exchange-applied-price-types-many = Типов цен больше { $limit }: в прайсе видны первые
exchange-applied-picture-missing = Картинки { $path } нет рядом с файлом
exchange-applied-counterparty-waits = Контрагент «{ $name }» ждёт сопоставления: у дилеров нет такого ИНН
exchange-applied-order-unknown = Заказа { $number } здесь нет, документ пропущен
exchange-applied-order-refused = Заказ { $number } не изменён: { $reason }
exchange-applied-order-part = Заказ { $number }: часть документа не принята. { $reason }
exchange-applied-line-day = Заказ { $number }, { $what }: «{ $value }» в реквизите «{ $field }» — не дата. Строка принята без даты
exchange-applied-status-gone = Статус «{ $status }» указывает на этап «{ $stage }», которого в линии больше нет. Этап заказа не изменён, сопоставьте статус заново
exchange-applied-status-handed = Статус «{ $status }» вёл на этап «{ $gone }», который убрали из линии. Заказ идёт на этап «{ $stage }», куда его передали
exchange-applied-status-unknown = Статус «{ $status }» не сопоставлен, этап заказа не изменён
exchange-applied-plan-withdrawn = Заказ { $number }: обещанный срок не снимается, назовите новый
exchange-applied-paper-waits = { $what }: контрагент не сопоставлен, дилер этого пока не видит
exchange-applied-paper-stray = Файл «{ $name }» пришёл без документа и ждёт его
exchange-applied-name-twice = Файл «{ $name }» пришёл за сеанс дважды, и содержимое разное. Взяли оба: сначала первый, потом второй
exchange-applied-paper-completed = { $what }: пришёл файл «{ $name }»

# События
exchange-event-catalogue = Загружен файл { $file }: новых { $created }, изменено { $updated }
exchange-event-prices = «{ $origin }»: изменились цены
exchange-event-swept = { $count ->
    [one] Снят с продажи { $count } товар, которого больше нет в 1С
    [few] Сняты с продажи { $count } товара, которых больше нет в 1С
   *[many] Снято с продажи { $count } товаров, которых больше нет в 1С
}
exchange-event-counterparty = 1С сообщила о контрагенте «{ $name }»
exchange-event-counterparty-matched = «{ $name }» сопоставлено с контрагентом 1С
exchange-event-status-found = В 1С встретился новый статус «{ $status }»

# Страницы администратора
exchange-menu = Обмен с 1С
exchange-about = Что пришло из 1С, что изменилось в кабинете и что не принято
exchange-runs = Сеансы
exchange-quarantine = Карантин
exchange-mapping = Соответствия
exchange-connections = Подключения
exchange-runs-none = Обменов ещё не было
exchange-runs-none-why = Настройте подключение и выгрузите каталог из 1С: по HTTP или через папку обмена
exchange-pass = Проверить папку
exchange-passed = { $count ->
    [0] Новых файлов нет. Заказов для 1С: { $orders }
    [one] Принят { $count } файл. Заказов для 1С: { $orders }
    [few] Принято { $count } файла. Заказов для 1С: { $orders }
   *[many] Принято { $count } файлов. Заказов для 1С: { $orders }
}
exchange-pass-waits = { $count ->
    [one] Ещё записывается { $count } файл. Проверьте чуть позже
    [few] Ещё записываются { $count } файла. Проверьте чуть позже
   *[many] Ещё записываются { $count } файлов. Проверьте чуть позже
}
exchange-folder-no-connection = Ни одно подключение не работает через папку. Отметьте это в настройках подключения
exchange-col-when = Когда
exchange-col-connection = Подключение
exchange-col-door = Способ
exchange-col-files = Файлов
exchange-col-changed = Изменено
exchange-col-findings = Замечаний
exchange-col-state = Состояние
exchange-col-file = Файл
exchange-col-why = Причина
exchange-col-what = Что
exchange-col-read = Прочитано
exchange-col-created = Создано
exchange-col-updated = Изменено
exchange-col-unchanged = Без изменений
exchange-col-skipped = Пропущено
exchange-col-line = Строка
exchange-col-finding = Замечание
exchange-col-counterparty = Контрагент в 1С
exchange-col-status = Статус в 1С
exchange-col-price-type = Вид цены в 1С
exchange-col-currency = Валюта
exchange-col-vat = НДС
exchange-col-warehouse = Склад в 1С
exchange-door-http = HTTP
exchange-door-folder = Папка
exchange-run = Сеанс { $at }
exchange-run-open = Идёт
exchange-run-done = Без замечаний
exchange-run-findings = Есть замечания
exchange-run-refused = Есть непринятые файлы
exchange-run-interrupted = Прерван
exchange-run-ended = Завершён
exchange-run-changed = Что изменилось
exchange-sweep-asked = 1С больше не показывает { $found } из { $of } товаров
exchange-sweep-asked-why = За один раз без вопроса скрывается не больше 20 % каталога, поэтому пока ничего не скрыто
exchange-files-more = Показаны первые { $shown } файлов
exchange-file-size = { $kb } КБ
exchange-file-download = Скачать
exchange-file-applying = Загружается
exchange-file-applied = Принят
exchange-file-refused = Не принят
exchange-file-clean = Замечаний нет
exchange-file-large = Файл слишком велик для скачивания. На сервере он лежит здесь: { $path }
exchange-line = строка { $line }
exchange-findings = Замечания
exchange-findings-count = { $count ->
    [one] { $count } замечание
    [few] { $count } замечания
   *[many] { $count } замечаний
}
exchange-findings-more = Показано { $shown } из { $total }
exchange-severity-note = Для сведения
exchange-severity-warning = Предупреждение
exchange-severity-error = Ошибка
exchange-kind-classifier = Классификаторы
exchange-kind-group = Группы
exchange-kind-property = Свойства
exchange-kind-price-type = Виды цен
exchange-kind-warehouse = Склады
exchange-kind-unit = Единицы
exchange-kind-catalogue = Каталоги
exchange-kind-product = Товары
exchange-kind-package = Пакеты предложений
exchange-kind-offer = Предложения
exchange-kind-price = Цены
exchange-kind-stock = Остатки
exchange-kind-counterparty = Контрагенты
exchange-kind-document = Документы
exchange-kind-order-plan = Плановые даты
exchange-kind-paper = Документы дилеров
exchange-kind-settlement = Взаиморасчёты
exchange-quarantine-about = Файлы, из которых ничего не принято. Загрузите файл ещё раз, когда причина устранена, или выгрузите его из 1С заново
exchange-quarantine-none = Карантин пуст
exchange-quarantine-none-why = Все файлы последних сеансов приняты
exchange-connections-about = Каждая база 1С обменивается под своим именем и паролем
exchange-connections-none = Подключений ещё нет
exchange-connections-none-why = Добавьте базу 1С, чтобы принимать каталог, цены и остатки и отдавать заказы
exchange-connection-new = Новое подключение
exchange-connection-name = Название
exchange-connection-family = Программа
exchange-family-a = УТ 11, КА 2, ERP 2: встроенный обмен
exchange-family-b = УНФ: встроенный обмен
exchange-family-c = Модуль обмена «1С-Битрикс»
exchange-connection-user = Имя пользователя
exchange-connection-user-hint = Латиница и цифры. Пусто: обмена по HTTP нет
exchange-connection-addresses = Разрешённые адреса
exchange-connection-addresses-hint = По одному в строке: 10.0.0.5 или 10.0.0.0/8. Пусто: любые
exchange-connection-charset = Кодировка ответов
exchange-connection-charset-hint = Обычно УТ и УНФ читают windows-1251, модуль обмена — UTF-8. В папке всегда UTF-8
exchange-connection-limit = Часть файла, КБ
exchange-connection-limit-hint = От 64 до 524288
exchange-connection-zip = Принимать архивы
exchange-connection-bom = Ставить BOM в начале XML
exchange-connection-bom-hint = Включайте, если 1С читает русские буквы неверно. Ответы из слов идут без BOM
exchange-connection-bom-wrong = BOM бывает только в UTF-8: выберите эту кодировку или снимите отметку
exchange-connection-format = Что получает 1С
exchange-connection-usual = Как обычно для программы
exchange-connection-schema = Версия схемы CommerceML
exchange-connection-schema-hint = Обычно 2.07 для УТ, 2.08 для УНФ, 3.1 для модуля обмена. Меняйте, если 1С не загружает заказы. Принимаются все версии от 2.03
exchange-connection-schema-wrong = Эта программа читает другие версии: { $list }
exchange-connection-locale = Язык ответов
exchange-connection-locale-hint = На нём 1С видит причины отказов и названия стадий
exchange-connection-locale-ru = Русский
exchange-connection-locale-en = Английский
exchange-connection-locale-wrong = Выберите язык
exchange-connection-folder = Работает через папку обмена
exchange-connection-disable = Подключение выключено
exchange-connection-on = Включено
exchange-connection-off = Выключено
exchange-connection-no-password = Нет пароля
exchange-connection-made = Подключение «{ $name }» создано
exchange-connection-saved = Подключение «{ $name }» сохранено
exchange-connection-name-wrong = Укажите название, не длиннее 100 знаков
exchange-connection-user-wrong = Только латинские буквы, цифры и знаки, без двоеточия, не длиннее 60
exchange-connection-user-taken = Это имя уже у подключения «{ $name }»
exchange-connection-address-wrong = Это не адрес и не сеть: { $line }
exchange-connection-family-wrong = Выберите программу
exchange-connection-charset-wrong = Выберите кодировку
exchange-connection-limit-wrong = Укажите число от 64 до 524288
exchange-connection-folder-taken = Через папку уже работает подключение «{ $name }»
exchange-connection-many = Подключений слишком много. Выключите и переиспользуйте старые
exchange-http-card = Что указать в 1С
exchange-http-address = Адрес сайта
exchange-password-set = Создать пароль
exchange-password-replace = Сменить пароль
exchange-password-since = Пароль создан
exchange-password-new = Новый пароль
exchange-password-once = Скопируйте его сейчас: больше он не показывается
exchange-save = Сохранить
exchange-cancel = Отмена
exchange-choose = Выберите
exchange-mapping-about = Что слова из 1С значат в кабинете
exchange-mapped = Сохранено: { $name }
exchange-parties = Контрагенты без соответствия
exchange-parties-about = ИНН и КПП не нашлись у юрлиц дилеров
exchange-parties-none = Все контрагенты распознаны
exchange-party-entity = Юрлицо дилера
exchange-party-ignore = Не дилер
exchange-mapping-further = Показаны следующие. Вернуться к первым — вкладка «Соответствия»
exchange-party-entities = Для выбора { $n ->
    [one] показано { $n } юрлицо
    [few] показаны { $n } юрлица
   *[many] показано { $n } юрлиц
}, по алфавиту
exchange-party-entities-more = Другие юрлица
exchange-party-settled = Решение по этому контрагенту уже принято
exchange-statuses = Статусы заказов
exchange-statuses-about = Без соответствия статус не двигает заказ
exchange-statuses-none = Статусов из 1С ещё не было
exchange-status-stage = Стадия заказа
exchange-status-nothing = Не двигает заказ
exchange-price-types = Виды цен
exchange-price-types-about = По закупочным ценам покупают дилеры
exchange-price-types-none = Видов цен из 1С ещё не было
exchange-price-use = Назначение
exchange-price-ignored = Не используется
exchange-price-purchase = Закупочная
exchange-price-rrp = РРЦ
exchange-price-rrp-many = РРЦ отмечена у нескольких видов цен в одной валюте. Оставьте один
exchange-price-with-vat = В цене
exchange-price-without-vat = Сверху
exchange-warehouses = Склады
exchange-warehouses-about = Остатки видимых складов показываются дилерам
exchange-warehouses-none = Складов из 1С ещё не было
exchange-warehouse-use = Остатки
exchange-warehouse-shown = Видны дилерам
exchange-warehouse-hidden = Не видны
exchange-event-connection-created = Создано подключение «{ $name }»
exchange-event-connection-changed = Изменено подключение «{ $name }»
exchange-event-connection-password = Задан пароль подключения «{ $name }»
exchange-event-status-mapped = Задано соответствие статуса «{ $status }»
exchange-event-counterparty-ignored = Контрагент «{ $name }» отмечен как не дилер
exchange-event-price-type = Изменено назначение вида цен «{ $name }»
exchange-event-warehouse = Изменён показ остатков склада «{ $name }»
exchange-home-connect = Подключите 1С
exchange-home-connect-why = Каталог, цены и статусы заказов приходят оттуда
exchange-home-connect-do = Подключить
exchange-home-mapping = { $n ->
    [one] { $n } слово 1С ждёт
    [few] { $n } слова 1С ждут
   *[many] { $n } слов 1С ждут
} решения
exchange-home-mapping-why = Контрагенты и статусы без пары в кабинете
exchange-home-mapping-do = Сопоставить
exchange-home-refused = { $n ->
    [one] { $n } файл 1С не принят
    [few] { $n } файла 1С не приняты
   *[many] { $n } файлов 1С не приняты
}, { $at }
exchange-home-refused-why = Из них ничего не применено. Причина — в отчёте сеанса
exchange-home-refused-do = Открыть отчёт

# Заказы на пути в 1С
exchange-queue = Заказы для 1С
exchange-queue-waiting = Ждут
exchange-queue-empty = Все заказы переданы
exchange-queue-count = { $count ->
    [one] { $count } заказ
    [few] { $count } заказа
   *[many] { $count } заказов
}
exchange-queue-oldest = Самый старый ждёт с
exchange-queue-file = В файле папки
exchange-queue-file-count = { $count ->
    [one] { $count } заказ, файл от { $at }
    [few] { $count } заказа, файл от { $at }
   *[many] { $count } заказов, файл от { $at }
}
exchange-queue-confirmed = Последнее подтверждение
exchange-queue-by-success = { $at }: 1С забрала заказы по HTTP, { $count }
exchange-queue-came-back = { $at }: заказ вернулся из 1С через папку
exchange-queue-by-operator = { $at }: отмечено вручную, заказов { $count }
exchange-queue-refused = Эти заказы 1С не примет
exchange-queue-refused-why = Остальные заказы они не задерживают. Исправьте причину: заказ уйдёт при следующем обмене
exchange-col-order = Заказ
exchange-received = Отметить полученными
exchange-received-ask = { $count ->
    [one] 1С уже загрузила { $count } заказ из файла?
    [few] 1С уже загрузила { $count } заказа из файла?
   *[many] 1С уже загрузила { $count } заказов из файла?
}
exchange-received-why = Через папку 1С не сообщает, что забрала заказы. Заказ считается полученным, когда возвращается из неё. Если ваша 1С заказы не возвращает, проверьте, что они в ней есть, и отметьте здесь: они уйдут из файла
exchange-received-done = { $count ->
    [one] { $count } заказ отмечен полученным
    [few] { $count } заказа отмечены полученными
   *[many] { $count } заказов отмечены полученными
}
exchange-received-moved = Файл заказов с тех пор изменился. Откройте страницу ещё раз и проверьте, что в нём
exchange-received-none = В файле нет заказов, которые ждут подтверждения
exchange-event-received = { $count ->
    [one] Отмечено, что 1С получила { $count } заказ из папки
    [few] Отмечено, что 1С получила { $count } заказа из папки
   *[many] Отмечено, что 1С получила { $count } заказов из папки
}
exchange-out-number = Номер { $number } длиннее 11 знаков или содержит не только латиницу и цифры
exchange-out-no-lines = В заказе { $number } нет строк с количеством
exchange-out-product = В заказе { $number } есть товар без идентификатора 1С
exchange-out-buyer = У заказа { $number } нет названия покупателя
exchange-out-currency = В заказе { $number } суммы в разных валютах

# Что 1С больше не показывает
exchange-sweep = Товары, которых больше нет в 1С
exchange-sweep-page = Страница { $page } из { $of }
exchange-sweep-look = Посмотреть и решить
exchange-sweep-decide-why = Скрытые товары не видны дилерам, заказы с ними остаются. Решение можно отменить
exchange-sweep-hide = Скрыть всё равно
exchange-sweep-leave = Оставить в каталоге
exchange-sweep-take-back = Вернуть в каталог
exchange-sweep-hidden = { $found ->
    [one] Скрыт { $found } товар, которого больше нет в 1С
    [few] Скрыты { $found } товара, которых больше нет в 1С
   *[many] Скрыто { $found } товаров, которых больше нет в 1С
}
exchange-sweep-left = { $found ->
    [one] Оставлен в каталоге { $found } товар, которого больше нет в 1С
    [few] Оставлены в каталоге { $found } товара, которых больше нет в 1С
   *[many] Оставлено в каталоге { $found } товаров, которых больше нет в 1С
}
exchange-sweep-taken-back = Скрытые при этом обмене товары возвращены в каталог
exchange-sweep-hidden-done = { $count ->
    [one] Скрыт { $count } товар
    [few] Скрыты { $count } товара
   *[many] Скрыто { $count } товаров
}
exchange-sweep-left-done = Товары остались в каталоге
exchange-sweep-taken-back-done = { $count ->
    [one] Возвращён { $count } товар
    [few] Возвращены { $count } товара
   *[many] Возвращено { $count } товаров
}
exchange-sweep-decided = Решение по этим товарам уже принято
exchange-sweep-old = Прошло больше { $days } дней, список устарел. Повторите полную выгрузку из 1С
exchange-home-sweep-why = Сразу так много не скрывается: решите, скрыть их или оставить
exchange-event-sweep-left = { $count ->
    [one] Оставлен в каталоге { $count } товар, которого нет в выгрузке 1С
    [few] Оставлены в каталоге { $count } товара, которых нет в выгрузке 1С
   *[many] Оставлено в каталоге { $count } товаров, которых нет в выгрузке 1С
}
exchange-event-sweep-taken-back = { $count ->
    [one] Возвращён в каталог { $count } скрытый товар
    [few] Возвращены в каталог { $count } скрытых товара
   *[many] Возвращено в каталог { $count } скрытых товаров
}
exchange-col-product = Товар
exchange-col-article = Артикул

# Карантин и архив
exchange-job-archive = Очистка архива обмена с 1С
exchange-file-retry = Загрузить ещё раз
exchange-file-discard = Удалить
exchange-file-retried = Файл принят и убран из карантина
exchange-file-refused-again = Файл снова не принят и остался в карантине
exchange-file-discarded = Файл удалён из карантина
exchange-file-taken-later = Принят позже
exchange-file-removed = Удалён из карантина
exchange-retry-gone = Этого файла в карантине уже нет
exchange-door-retry = Из карантина
exchange-sweep-nothing = При этом обмене скрывать нечего
exchange-event-file-retried = Файл { $name } принят из карантина
exchange-event-file-refused-again = Файл { $name } из карантина снова не принят
exchange-event-file-discarded = Файл { $name } удалён из карантина
exchange-event-archive-pruned = { $count ->
    [one] Из архива обмена удалён { $count } старый файл, { $mb } МБ
    [few] Из архива обмена удалены { $count } старых файла, { $mb } МБ
   *[many] Из архива обмена удалено { $count } старых файлов, { $mb } МБ
}

# Слова 1С, которые понятны сразу
exchange-usual = Обычные статусы 1С, которые ещё не встречались
exchange-usual-about = Так кабинет поймёт их без настройки. Значение можно изменить заранее
exchange-status-by-default = По умолчанию
exchange-status-waits = { $count ->
    [0] Ждёт решения
    [one] Ждёт решения, встретился в { $count } документе
    [few] Ждёт решения, встретился в { $count } документах
   *[many] Ждёт решения, встретился в { $count } документах
}
exchange-http-fault = { $reason } (строка { $line })
exchange-home-queue = 1С не забирает заказы: { $name }
exchange-home-queue-why = Самый старый ждёт с { $since }
exchange-home-queue-do = Посмотреть
