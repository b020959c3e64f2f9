# Почему файл не принят
exchange-job-folder = Просмотр папки обмена с 1С
exchange-fault-empty = Файл пустой
exchange-fault-not-xml = Это не XML. Ожидается выгрузка CommerceML из 1С
exchange-fault-truncated = Файл оборван: корневой элемент не закрыт. Выгрузите его ещё раз
exchange-fault-syntax = XML повреждён: { $detail }
exchange-fault-doctype = DOCTYPE в файле не принимается: 1С его не пишет, а для сервера он опасен
exchange-fault-entity = Неизвестная сущность &{ $name };
exchange-fault-too-deep = Слишком глубокая вложенность элементов
exchange-fault-too-large = Слишком большой элемент или значение
exchange-fault-too-many-attributes = Слишком много атрибутов у элемента
exchange-fault-encoding = Неизвестная кодировка «{ $label }»
exchange-fault-commerceml-1 = Это CommerceML 1 (1С 7.7). Нужна выгрузка в CommerceML 2 — её умеют 1С:Предприятие 8 и обработки для 7.7
exchange-fault-unknown-root = Это не CommerceML: корневой элемент «{ $name }»
exchange-fault-json = JSON повреждён: { $detail }
exchange-fault-unknown-version = Неизвестная версия файла расширения: { $version }
exchange-fault-broken-archive = Архив повреждён: { $detail }
exchange-fault-too-many-files = В архиве слишком много файлов
exchange-fault-archive-too-large = Архив распаковывается в слишком большой объём: { $name }
exchange-fault-unsafe-name = Недопустимое имя файла в архиве: { $name }
exchange-fault-link = В архиве ссылка вместо файла: { $name }
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
