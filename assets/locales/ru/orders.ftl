# Заказы: правила, этапы, история.

orders-stage-approval = На согласовании
orders-stage-submitted = Отправлен
orders-stage-confirmed = Подтверждён
orders-stage-queued = В очереди
orders-stage-production = В производстве
orders-stage-ready = Готов к отгрузке
orders-stage-shipped = Отгружен
orders-stage-closed = Закрыт
orders-stage-cancelled = Отменён

orders-delivery-pick-up = Самовывоз
orders-delivery-own-transport = Транспорт производителя
orders-delivery-carrier-terminal = ТК до терминала
orders-delivery-carrier-door = ТК до адреса
orders-delivery-dealer-carrier = ТК дилера

orders-refusal-empty = В черновике нет строк. Добавьте товары из каталога
orders-refusal-too-many-lines = В заказе не больше 1 000 строк. Разделите его на два
orders-refusal-lines = В строках есть замечания. Исправьте их и отправьте ещё раз
orders-refusal-draft-moved = Черновик изменили, пока вы на него смотрели. Проверьте разницу и повторите
orders-refusal-draft-held = Черновик ждёт согласования и закрыт для изменений. Отзовите его с согласования и повторите
orders-refusal-prices-moved = Цены обновились. Проверьте новые суммы и отправьте ещё раз
orders-refusal-order-moved = Заказ изменили, пока вы на него смотрели. Проверьте разницу и повторите
orders-refusal-line-unknown = Этой строки уже нет
orders-refusal-no-contract = Выберите договор
orders-refusal-no-entity = Выберите юрлицо
orders-refusal-name = Название — от 1 до 120 знаков
orders-refusal-too-long = Текст слишком длинный
orders-refusal-quantity = Количество — больше нуля и не больше 1 000 000
orders-refusal-stage-unknown = Такого этапа нет
orders-refusal-stage-same = Заказ уже на этом этапе
orders-refusal-stage-mover = На этот этап заказ переводит другая сторона
orders-refusal-stage-over = Заказ завершён
orders-refusal-stage-back = Отгруженный заказ назад не переводят
orders-refusal-stage-from = С этого этапа сюда не переводят
orders-refusal-stage-line = В линии этапов не хватает этапа или два названы одинаково
orders-refusal-needs-planned = Сначала назовите плановую дату
orders-refusal-needs-agreement = Спецификация изменилась, вторая сторона её ещё не приняла
orders-refusal-needs-shipment = Сначала внесите отгрузку
orders-refusal-needs-reason = Напишите причину
orders-refusal-day-past = Эта дата прошла
orders-refusal-day-same = Эта дата уже обещана
orders-refusal-day-far = Эта дата слишком далеко. Проверьте год
orders-refusal-day-shipped = Заказ уже отгружен: даты строк больше не меняются
orders-refusal-no-line-picked = Отметьте строки, для которых назначаете дату
orders-refusal-wish-past = У одной из строк прошла желаемая дата. Укажите новую или очистите её
orders-refusal-nothing-to-accept = Всё совпадает с согласованным
orders-refusal-own-change = Своё изменение принимает другая сторона
orders-refusal-currency = Документ в другой валюте
orders-refusal-too-many-entries = Записей слишком много
orders-refusal-paused = Заказы от вашей компании сейчас не принимаются. Спросите менеджера
orders-refusal-removed = Черновик удалён
orders-refusal-split-nothing = Отметьте часть строк: хотя бы одна должна уйти и хотя бы одна остаться
orders-refusal-other-contract = Объединить можно черновики одного договора
orders-refusal-template = Шаблон не отправляют. Создайте из него черновик

orders-event-submitted = { $lines ->
    [one] Заказ { $number } отправлен: { $lines } строка
    [few] Заказ { $number } отправлен: { $lines } строки
   *[many] Заказ { $number } отправлен: { $lines } строк
}
orders-event-stage-moved = Заказ { $number }: { $stage }
orders-event-stage-moved-reason = Заказ { $number }: { $stage }. { $reason }
orders-event-planned-first = Заказ { $number }: отгрузка { $new }
orders-event-planned-moved = Заказ { $number }: отгрузка { $old } → { $new }
orders-event-planned-moved-reason = Заказ { $number }: отгрузка { $old } → { $new }. { $reason }
orders-event-lines-planned = Заказ { $number }: отгрузка { $new } — { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
orders-event-lines-planned-reason = Заказ { $number }: отгрузка { $new } — { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}. { $reason }
orders-event-lines-days = Заказ { $number }: новые даты отгрузки — { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
orders-event-lines-days-reason = Заказ { $number }: новые даты отгрузки — { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}. { $reason }
orders-event-changed = Заказ { $number } обновлён в 1С
orders-event-changed-open = Заказ { $number } изменён в 1С и отличается от согласованного. Проверьте разницу
orders-event-named = Заказ { $number } принят в 1С под номером { $theirs }
orders-event-shipped = Отгрузка по заказу { $number } внесена
orders-event-shipped-track = Отгрузка по заказу { $number }: трек-номер { $track } { $carrier }
orders-event-paid = Оплата по заказу { $number } получена
orders-event-accepted = Изменения заказа { $number } приняты
orders-event-draft-begun = Черновик «{ $name }» создан
orders-event-draft-changed = Черновик «{ $name }» изменён
orders-event-draft-removed = Черновик «{ $name }» удалён

orders-vat-included = НДС в цене
orders-vat-on-top = НДС сверху
orders-vat-none = Без НДС
orders-agreement-open = Ждёт согласия
orders-agreement-closed = Согласовано
orders-yes = Да
orders-no = Нет

orders-field-id = Внутренний код
orders-field-number = Номер
orders-field-dealer = Дилер
orders-field-name = Название
orders-field-contract = Договор
orders-field-seller = Продавец
orders-field-buyer = Покупатель
orders-field-author = Кто отправил
orders-field-lines = Строки
orders-field-comment = Комментарий
orders-field-delivery-way = Доставка
orders-field-delivery-carrier = ТК
orders-field-delivery-address = Адрес
orders-field-delivery-contact = Получатель
orders-field-delivery-phone = Телефон
orders-field-delivery-comment = Комментарий к доставке
orders-field-wished = Желаемая дата
orders-field-currency = Валюта
orders-field-vat-mode = НДС
orders-field-price-type = Вид цены
orders-field-book = Выпуск цен
orders-field-total-quantity = Количество
orders-field-total-sum = Сумма строк
orders-field-total-vat = Сумма НДС
orders-field-total-vat-rates = НДС по ставкам
orders-field-total = К оплате
orders-field-total-rrp = Сумма по РРЦ
orders-field-total-weight = Вес
orders-field-total-weight-partial = Вес известен не у всех строк
orders-field-stage = Этап
orders-field-kind = Вид этапа
orders-field-history = Пройденные этапы
orders-field-planned = Плановая дата
orders-field-promises = Обещанные даты
orders-field-shipments = Отгрузки
orders-field-payments = Оплаты
orders-field-one-c-id = Код в 1С
orders-field-one-c-number = Номер в 1С
orders-field-one-c-day = Дата в 1С
orders-field-one-c-stage = Этап по 1С
orders-field-one-c-planned = Плановая дата по 1С
orders-field-agreed-hash = Отпечаток согласованного
orders-field-agreed-at = Согласовано
orders-field-agreed-version = Согласованная версия
orders-field-agreed-open = Согласие
orders-field-created = Создан
orders-field-changed = Изменён
orders-field-changed-by = Кто изменил
orders-field-version = Версия

orders-line-sku = Код позиции
orders-line-product = Код товара
orders-line-external = Код в 1С
orders-line-name = Название
orders-line-article = Артикул
orders-line-unit = Единица
orders-line-unit-code = Код единицы
orders-line-quantity = Количество
orders-line-price = Цена
orders-line-factor = Цена за
orders-line-sum = Сумма
orders-line-vat-rate = Ставка НДС
orders-line-vat = НДС
orders-line-total = Сумма с НДС
orders-line-rrp = РРЦ
orders-line-no-margin = Почему нет маржи
orders-line-weight = Вес
orders-line-volume = Объём
orders-line-comment = Комментарий
orders-line-wished = Желаемая дата
orders-line-promises = Дата отгрузки
orders-line-told = Дата отгрузки по 1С
orders-line-configuration = Как изготовить
orders-configuration-model-moved = Цены и правила изделия обновились, пока вы считали. Посмотрите на новую цену и отправьте ещё раз
orders-made-missing = Осталось выбрать: { $names }
orders-made-days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
   *[many] { $n } рабочих дней
  }
orders-made-days-short = { $n ->
    [one] до { $n } раб. дня
    [few] до { $n } раб. дней
   *[many] до { $n } раб. дней
}
orders-made-longest = Срок
orders-made-price = Ваша цена за штуку: { $old } → { $new }.
orders-made-rrp = РРЦ: { $old } → { $new }.
orders-made-lost = Больше нельзя выбрать: { $names }.
orders-made-incomplete = По новым правилам выбрано не всё.
orders-made-impossible = По новым правилам так изготовить нельзя.
orders-made-same = Цена осталась прежней.
orders-made-change = Изменить расчёт
orders-made-copy = Копировать
orders-made-renew = Пересчитать
orders-made-edition = Расчёт по модели № { $n }
orders-made-papers = документы: { $names }
orders-made-how = Как сложилась цена
orders-made-one = Цена за штуку
orders-repeat-model-moved = Посчитано по новой модели изделия.
orders-repeat-remade = { $n ->
    [one] { $n } строка посчитана по новой модели изделия
    [few] { $n } строки посчитаны по новым моделям изделий
   *[many] { $n } строк посчитано по новым моделям изделий
  }

orders-title = Заказы
orders-new = Новый заказ
orders-open = Открытые
orders-all = Все
orders-filter = Этапы
orders-empty = Заказов пока нет
orders-empty-do = Положите товары из каталога в черновик и отправьте его
orders-to-catalogue = В каталог
orders-col-order = Заказ
orders-col-stage = Этап
orders-col-dealer = Дилер
orders-col-buyer = Юрлицо
orders-col-created = Создан
orders-col-planned = Отгрузка
orders-col-sum = Сумма
orders-col-product = Товар
orders-col-quantity = Количество
orders-col-price = Цена
orders-col-rrp = По РРЦ
orders-col-action = Действие
orders-col-draft = Черновик
orders-col-author = Автор
orders-col-lines = Строк
orders-col-changed = Изменён
orders-col-when = Когда показали
orders-col-why = Почему
orders-col-who = Кто
orders-margin = Маржа
orders-kg = { $weight } кг
orders-weight = Вес
orders-weight-from = от { $weight }
orders-m3 = { $volume } м³
orders-volume = Объём
orders-cargo = Вес и объём
orders-total = Итог
orders-to-pay = К оплате
orders-sum-net = Сумма без НДС
orders-vat-at = в том числе НДС { $rate }
orders-total-rrp = РРЦ для клиента
orders-total-with-vat = Итого, в том числе НДС { $vat }
orders-paid = Оплачено
orders-lines = Строки
orders-lines-count = { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
orders-line-unknown = Товар не найден
orders-line-note = Заметка к строке
orders-line-note-of = Заметка к строке: { $what }
orders-line-wish = Своя желаемая дата
orders-line-wish-of = Желаемая дата: { $day }
orders-line-wish-label = Желаемая дата строки: { $what }
orders-line-wish-said = желаемая { $day }
orders-line-later = { $n ->
    [one] позже желаемого на { $n } день
    [few] позже желаемого на { $n } дня
   *[many] позже желаемого на { $n } дней
}
orders-line-day-none = не назначена
orders-line-ledger = { $n ->
    [one] { $n } обещанная дата
    [few] { $n } обещанные даты
   *[many] { $n } обещанных дат
}
orders-line-day = отгрузка
orders-dates-title = Дата отгрузки по строкам
orders-dates-about = Отметьте строки, которые уедут в другой день. Дата заказа — самая поздняя из дат его строк
orders-dates-reason = Причина переноса
orders-dates-picked = Назначить отмеченным
orders-dates-all = Назначить всем строкам
orders-dates-pick = Строка { $n }
orders-dates-pick-all = Отметить все строки
orders-line-remove = Убрать строку { $n }
orders-line-add = Добавить строку
orders-line-add-do = Добавить
orders-quick = Быстрый заказ
orders-quick-here = Добавить списком

orders-line-article-example = Артикул или название: тв-82-2с, подоконник
orders-line-added = Добавлено: { $name }, { $article }, { $quantity }
orders-line-removed = Убрано: { $name }, { $article }, { $quantity }

orders-drafts-title = Черновики
orders-drafts-about = Черновики видят все сотрудники вашей компании.
orders-drafts-empty = Черновиков пока нет
orders-drafts-empty-do = Откройте каталог и нажмите «В черновик» у нужного товара
orders-draft-new = Новый черновик
orders-draft-name = Название
orders-draft-name-example = Объект на Лесной
orders-draft-begin = Создать черновик
orders-draft-unnamed = Черновик от { $day }
orders-draft-copy-of = { $name }, копия
orders-draft-saved = Сохранён { $at }. Автор: { $author }.
orders-draft-copy = Сделать копию
orders-draft-remove = Удалить черновик
orders-draft-remove-ask = Удалить черновик?
orders-draft-remove-what = «{ $name }» исчезнет у всех сотрудников компании.
orders-draft-recalculate = Сохранить и пересчитать
orders-draft-faults = { $n ->
    [one] Не сохранено { $n } поле, остальное на месте
    [few] Не сохранены { $n } поля, остальное на месте
   *[many] Не сохранено { $n } полей, остальное на месте
}
orders-draft-lost = Ничего не нашли по запросу «{ $what }». Проверьте артикул или название
orders-draft-lost-empty = Введите артикул или название товара
orders-draft-browse = Выбрать в каталоге
orders-draft-empty = В черновике пока нет строк
orders-draft-empty-do = Введите ниже артикул или название либо выберите товар в каталоге
orders-draft-estimate = До подтверждения суммы предварительные.
orders-draft-parties = Кто покупает и когда нужно
orders-draft-no-contract = Выберите договор
orders-draft-contract-label = Юрлицо и договор
orders-draft-contract = { $entity }, договор № { $number }, «{ $price }»
orders-draft-contract-only = { $entity }, договор № { $number }
orders-draft-choose-contract = Выберите договор, и здесь появятся суммы.
orders-draft-note = Заметка для завода
orders-day-form = дд.мм.гггг
orders-day-wrong = Такой даты нет. Напишите её как 25.11.2026
orders-look-again = Мы сохранили ваши правки. Проверьте суммы и отправьте ещё раз
orders-sums-unseen = Заказ пока не отправлен. Проверьте суммы и нажмите «Отправить заказ»
orders-picked = { $what }: { $quantity } { $unit } в черновике «{ $draft }»
orders-picked-many = { $n ->
    [one] { $n } товар добавлен в черновик «{ $draft }»
    [few] { $n } товара добавлены в черновик «{ $draft }»
   *[many] { $n } товаров добавлены в черновик «{ $draft }»
}
orders-picked-none = Отметьте хотя бы один товар
orders-picked-too-many = За один раз можно отметить не больше { $limit } товаров
orders-picked-made = «{ $what }» сначала настраивают. Ничего не добавлено
orders-submit = Отправить заказ
orders-submit-about = Цены закрепятся. Изменить строки после этого можно только с согласия производителя.
orders-submit-no-right = Отправить может покупатель или директор вашей компании.
orders-submit-empty = Добавьте хотя бы одну строку.
orders-submit-faults = Исправьте отмеченные строки.
orders-submitted = Заказ { $number } отправлен. Цены закреплены

orders-delivery = Доставка
orders-delivery-way = Способ
orders-payments = Оплаты
orders-payment = Оплата № { $number }
orders-shipment = Отгрузка № { $number }
orders-track = Трек-номер { $track }
orders-parties = Стороны
orders-on-behalf = От имени
orders-contract = Договор № { $number }.
orders-repeat = Повторить заказ
orders-frozen = Цены закреплены
orders-history = История
orders-history-older = Показать ещё
orders-history-count-more = больше { $n } событий
orders-history-count = { $n ->
    [one] { $n } событие
    [few] { $n } события
   *[many] { $n } событий
}
orders-what-changed = Что изменилось
orders-no-differences = Видимых вам отличий нет
orders-by-1c = 1С
orders-by-system = Кабинет
orders-planned-for = план { $day }
orders-promises-none = Дату отгрузки назовут при подтверждении.
orders-promises-none-yet = Дата отгрузки пока не назначена.
orders-promises-one = Обещали отгрузить { $day }
orders-promises-moved = { $n ->
    [one] Обещанные даты: { $n } перенос, всего { $days } дн.
    [few] Обещанные даты: { $n } переноса, всего { $days } дн.
   *[many] Обещанные даты: { $n } переносов, всего { $days } дн.
}
orders-agreement-differs = Заказ отличается от согласованного
orders-agreement-yours = Ваш ход: примите изменения из 1С или откажитесь от них. До ответа производство не начнётся.
orders-agreement-theirs = Ждём ответа дилера на изменения из 1С. До этого производство не начнётся. Если в 1С ошибка, верните согласованное.
orders-accept = Принять изменения
orders-desk = Что можно сделать
orders-move-to = Перевести на этап
orders-move = Перевести
orders-reason = Причина
orders-over = Заказ завершён.
orders-promise-title = Плановая дата
orders-promise = Назвать дату
orders-ship-title = Отгрузка
orders-ship = Внести отгрузку
orders-shipment-number = Номер документа
orders-shipment-day = День отгрузки
orders-shipment-track = Трек-номер
orders-cancel-title = Отменить заказ
orders-cancel = Отменить заказ

orders-home-title = Открытые заказы
orders-home-all = Все заказы
orders-home-open = { $n ->
    [one] { $n } открытый заказ
    [few] { $n } открытых заказа
   *[many] { $n } открытых заказов
}

orders-home-differs-why = Ждёт вашего ответа. До этого производство не начнётся.
orders-home-look = Посмотреть
orders-home-waiting = { $n ->
    [one] { $n } заказ ждёт подтверждения
    [few] { $n } заказа ждут подтверждения
   *[many] { $n } заказов ждут подтверждения
}
orders-home-waiting-why = Подтвердите и назовите дату отгрузки
orders-home-draft = Закончить черновик «{ $name }»
orders-home-continue = Продолжить
orders-home-first = Собрать первый заказ
orders-author-staff = { $name }, производитель
orders-author-dealer = { $name }, дилер
orders-drafts-about-staff = Черновики ваших дилеров. Заказ, который отправите вы, сохранит и ваше имя, и дилера.
orders-drafts-empty-staff = Начните заказ для дилера в форме выше, и черновик появится здесь
orders-new-for-dealer = Новый заказ для дилера
orders-new-for-dealer-about = Дилер увидит черновик и ваше имя рядом с ним. Цены будут по договору дилера.
orders-empty-here = На этом этапе заказов нет
orders-empty-here-do = Посмотрите другие этапы или все заказы
orders-empty-watch = Первый отправленный заказ появится здесь
orders-show-all = Показать все
orders-draft-empty-staff = Введите ниже артикул или название либо выберите товар в каталоге по ценам дилера
orders-home-stages = Заказы по этапам
orders-home-none = Открытых заказов нет
orders-home-shown = { $shown } из { $all }, сначала новые
orders-home-stopped = Что остановлено
orders-home-stopped-shown = показаны { $shown } из { $all }
orders-home-stopped-all = Все остановленные
orders-home-stopped-more = показаны { $shown }, всего больше { $all }
orders-stopped = Остановлены
orders-stopped-empty = Остановленных заказов нет
orders-stopped-empty-do = Здесь те, что ждут вашего согласия или опаздывают
orders-home-stopped-none = Ни один не остановлен и не опаздывает.
orders-home-late-staff = Назовите новую дату с причиной.
orders-home-late-dealer = Спросите менеджера о новой дате.
orders-home-stopped-count = { $n ->
    [one] { $n } заказ
    [few] { $n } заказа
   *[many] { $n } заказов
}
orders-home-late = { $n ->
    [one] Обещали отгрузить { $day }, опоздание { $n } день.
    [few] Обещали отгрузить { $day }, опоздание { $n } дня.
   *[many] Обещали отгрузить { $day }, опоздание { $n } дней.
}
orders-draft-keep = Оставить

orders-template-is = Шаблон.
orders-template-use = Создать черновик
orders-template-kept = Шаблон «{ $name }» сохранён
orders-templates = Шаблоны
orders-col-template = Шаблон
orders-draft-template = Сохранить как шаблон
orders-draft-changed-by = Последняя правка: { $author }.
orders-draft-part-of = { $name } (часть)
orders-submit-template = Это шаблон: создайте из него черновик и отправьте его.
orders-arrange = Разделить и объединить
orders-split = Вынести отмеченные
orders-split-name = Название нового черновика
orders-split-about = Отметьте строки в таблице выше: они перейдут в новый черновик.
orders-split-all = Отметить все строки
orders-split-line = Отметить строку { $n }
orders-merge = Добавить строки
orders-merge-with = Другой черновик этого договора
orders-merge-about = Его строки перейдут сюда, а сам он удалится.
orders-draft-clash = { $who } меняет этот черновик вместе с вами: сохранено { $at }. Ваши правки не внесены, сравните их ниже
orders-clash = Ваши правки и сохранённое
orders-clash-what = Что
orders-clash-saved = Сохранено
orders-clash-mine = У вас
orders-clash-take = Решение
orders-clash-take-mine = Взять моё
orders-clash-line-note = Комментарий к строке
orders-clash-nothing = Пусто
orders-clash-gone = Строки уже нет
orders-clash-about = Неотмеченное останется как сохранено.
orders-clash-do = Внести отмеченное
orders-decimal-mark = ,

orders-repeat-title = Повторить заказ { $number }
orders-repeat-about = Заказ от { $day } и то, что изменилось с тех пор. Отметьте строки, они попадут в новый черновик по сегодняшним ценам.
orders-repeat-several = { $n ->
    [one] Повторить { $n } заказ
    [few] Повторить { $n } заказа
   *[many] Повторить { $n } заказов
}
orders-repeat-several-about = Что изменилось с тех пор в каждом заказе. Отмеченные строки попадут в один новый черновик по сегодняшним ценам.
orders-repeat-of = Заказ { $number } от { $day }
orders-repeat-instead = Взять замену: { $what }
orders-repeat-look = Посмотреть замену
orders-line-instead = Замена:
orders-line-substitute = Взять замену
orders-repeat-same = Цены, наличие и ассортимент те же
orders-repeat-changed = С тех пор изменилось
orders-repeat-dearer = { $n ->
    [one] Подорожала { $n } строка
    [few] Подорожали { $n } строки
   *[many] Подорожало { $n } строк
}
orders-repeat-cheaper = { $n ->
    [one] Подешевела { $n } строка
    [few] Подешевели { $n } строки
   *[many] Подешевело { $n } строк
}
orders-repeat-gone = { $n ->
    [one] Снята с продажи { $n } строка
    [few] Сняты с продажи { $n } строки
   *[many] Снято с продажи { $n } строк
}
orders-repeat-short = { $n ->
    [one] На складе не хватает по { $n } строке
    [few] На складе не хватает по { $n } строкам
   *[many] На складе не хватает по { $n } строкам
}
orders-repeat-not-sold = Снят с продажи
orders-repeat-stock = На складе
orders-repeat-before = Цена тогда
orders-repeat-now = Цена сейчас
orders-repeat-up = Дороже
orders-repeat-down = Дешевле
orders-repeat-plenty = Есть
orders-repeat-few = Мало
orders-repeat-none = Нет
orders-repeat-empty = В этом заказе нет строк
orders-repeat-nothing = Из этого заказа сейчас нечего повторить.
orders-repeat-do = Добавить в новый черновик

orders-stages-title = Этапы заказа
orders-stages-about = По этим этапам заказ идёт от отправки до закрытия. У каждого можно задать цвет, условия перехода и то, что видит дилер.
orders-stages-add = Добавить этап
orders-stages-new = Новый этап
orders-stages-choose = Выберите из списка
orders-stages-order = Этапы стоят по порядку работы: ожидание, подтверждение, очередь, производство, готовность, отгрузка. Переставлять можно этапы одного вида.
orders-stages-history = Кто и что менял
orders-stages-history-empty = Этапы пока такие, с какими кабинет поставлен.
orders-stages-entry = Сюда попадает отправленный заказ
orders-stages-kind = Вид
orders-stages-enter = Кто переводит сюда
orders-stages-only-from = Только с этапов: { $stages }
orders-stages-requires = Что нужно для перехода
orders-stages-requires-nothing = Ничего
orders-stages-orders = Заказов
orders-stages-col-action = Действия
orders-stages-earlier = Раньше
orders-stages-later = Позже
orders-stages-change = Изменить
orders-stages-remove = Убрать
orders-stages-name-ru = Название по-русски
orders-stages-name-en = Название по-английски
orders-stages-kind-fixed = Вид этапа не меняется: по нему заказы считаются открытыми, подтверждёнными и отгруженными.
orders-stages-kind-hint = По виду кабинет понимает, что означает этап. Потом его не изменить.
orders-stages-from = С каких этапов
orders-stages-from-hint = Не отмечайте ничего, если переводить можно с любого. Дилер переводит только то, что ждёт подтверждения; без отметок у дилера действуют отметки сотрудника.
orders-stages-save = Сохранить
orders-stages-cancel = Отмена
orders-stages-saved = Этап «{ $stage }» сохранён
orders-stages-kind-waiting = Ожидание
orders-stages-kind-confirmed = Подтверждение
orders-stages-kind-queued = Очередь
orders-stages-kind-production = Производство
orders-stages-kind-ready = Готовность
orders-stages-kind-shipped = Отгрузка
orders-stages-kind-closed = Завершение
orders-stages-kind-cancelled = Отмена заказа
orders-stages-mover-dealer = Дилер
orders-stages-mover-staff = Сотрудник
orders-stages-mover-one-c = 1С
orders-stages-mover-system = Кабинет
orders-stages-needs-planned = Плановая дата
orders-stages-needs-agreed = Согласованная спецификация
orders-stages-needs-shipment = Отгрузка с датой
orders-stages-needs-reason = Причина
orders-event-stage-added = Добавлен этап «{ $stage }»
orders-event-stage-changed = Изменён этап «{ $stage }»
orders-event-stage-placed = Этап «{ $stage }» переставлен
orders-event-stage-removed = Этап «{ $stage }» убран
orders-refusal-stage-name = Назовите этап на обоих языках, до 40 знаков
orders-refusal-stage-name-taken = Так уже называется другой этап
orders-refusal-stage-movers = Отметьте, кто переводит заказ на этот этап
orders-refusal-stages-many = Этапов не может быть больше 40
orders-refusal-stage-place = Рядом этап другого вида: местами их не поменять
orders-refusal-stage-last = Это единственный этап такого вида, без него заказы не пройдут
orders-refusal-stage-awaited = На другой этап переводят только с этого. Сначала измените его
orders-refusal-stage-used = На этом этапе есть заказы. Сначала переведите их
orders-refusal-line-moved = Этапы уже изменил кто-то другой. Проверьте и сохраните ещё раз

# Заказ, каким он был.
orders-rewind = Заказ, каким он был
orders-rewind-open = Показать, каким был
orders-rewind-about = { $n ->
    [one] { $n } версия: состав, цены, даты и доставка на любой момент
    [few] { $n } версии: состав, цены, даты и доставка на любой момент
   *[many] { $n } версий: состав, цены, даты и доставка на любой момент
}
orders-rewind-at = Показать заказ на момент
orders-rewind-with = Сравнить с моментом
orders-rewind-now = сейчас
orders-rewind-show = Показать
orders-rewind-two = Выбрать второй момент
orders-rewind-one = Сравнивать с предыдущей
orders-rewind-version = Версия { $n } из { $all }
orders-rewind-short = Версия { $n }.
orders-rewind-behalf = { $name }, за «{ $behalf }»
orders-rewind-previous = Раньше
orders-rewind-next = Позже
orders-rewind-state = Как было
orders-rewind-same = Одна и та же версия
orders-rewind-between = Что изменилось с версии { $from } до { $to }
orders-rewind-compare = Сравнить:
orders-rewind-with-previous = с предыдущей
orders-rewind-with-agreed = с согласованной
orders-rewind-with-first = с первой
orders-rewind-with-last = с последней
orders-rewind-story = Версии
orders-rewind-versions = всего { $n }
orders-rewind-older = Более ранние версии
orders-rewind-newer = Более поздние версии
orders-rewind-begun = Заказ отправлен
orders-rewind-lines = { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
orders-rewind-no-fork = Состав, цены и суммы ни разу не расходились с согласованными.
orders-rewind-fork = Первое расхождение с согласованным.
orders-rewind-fork-at = Версия { $n }, { $at }, { $who }.
orders-rewind-fork-since = До этой минуты состав, цены и суммы совпадали с согласованными { $at }.
orders-rewind-fork-ahead = Оно впереди: здесь заказ такой, как согласовали.
orders-rewind-fork-here = Вы смотрите именно на неё.
orders-rewind-fork-behind = Вы смотрите на версию после него.
orders-rewind-fork-open = Показать расхождение
orders-rewind-rows = { $n ->
    [one] и ещё { $n } раньше
    [few] и ещё { $n } раньше
   *[many] и ещё { $n } раньше
}

orders-weight-kg = Вес, кг
orders-count = { $n ->
    [one] { $n } заказ
    [few] { $n } заказа
   *[many] { $n } заказов
}
orders-totals = { $n ->
    [one] Итого { $n } заказ
    [few] Итого { $n } заказа
   *[many] Итого { $n } заказов
}
orders-totals-more = Больше { $n } заказов. Сузьте отбор, и здесь появятся сумма и вес
orders-totals-some = Сумма и вес не посчитаны: просмотрены первые { $n } заказов, подходящих может быть больше
orders-filter-dealer-any = Любой
orders-filter-dealers = Дилеры
orders-filter-dealer-unknown = Такого дилера нет. Выберите из подсказки
orders-filter-dealer-several = Подходит несколько дилеров. Допишите название или выберите из подсказки
orders-file = Заказы
orders-none-found = По этим условиям заказов нет
orders-none-found-do = Уберите часть условий или сбросьте отбор
orders-filter-text = Номер, название, юрлицо
orders-filter-text-example = 26-000448, Лесная
orders-filter-manager = Менеджер
orders-filter-from = Создан с
orders-filter-to = Создан по
orders-filter-due-from = Отгрузка с
orders-filter-due-to = Отгрузка по
orders-filter-sum-from = Сумма от
orders-filter-sum-to = Сумма до
orders-filter-stages = Этапы
orders-filter-late = Опаздывают
orders-cond-text = Есть «{ $what }»
orders-cond-from = Создан с { $day }
orders-cond-to = Создан по { $day }
orders-cond-due-from = Отгрузка с { $day }
orders-cond-due-to = Отгрузка по { $day }
orders-cond-sum-from = От { $sum }
orders-cond-sum-to = До { $sum }
orders-picked-some = Отмеченные заказы
orders-bulk-repeat = Повторить
orders-bulk-draft = Повтор: { $numbers }
orders-bulk-contracts = В один черновик повторяются заказы одного договора. Снимите отметки с заказов других договоров
orders-bulk-none = Отметьте хотя бы один заказ
orders-bulk-many = За один раз можно отметить не больше { $limit } заказов
orders-bulk-no-stage = Выберите этап, на который перевести заказы
orders-bulk-title = Перевод на этап
orders-bulk-moved = Этап «{ $stage }»: переведено { $done } из { $all }
orders-bulk-result = Результат
orders-bulk-done = Переведён
orders-bulk-unknown = Такого заказа нет
orders-bulk-back = К списку заказов
# Delivery in full.
orders-delivery-need-cardboard = Картон
orders-delivery-need-certificates = Сертификаты
orders-delivery-need-crate = Обрешётка
orders-delivery-need-film = Плёнка
orders-delivery-need-load-rear = Задняя загрузка
orders-delivery-need-load-side = Боковая загрузка
orders-delivery-need-load-top = Верхняя загрузка
orders-delivery-need-manipulator = Манипулятор
orders-delivery-need-pallets = На поддонах
orders-delivery-need-passport = Паспорта изделий
orders-delivery-need-tail-lift = Гидроборт
orders-delivery-need-transfer-deed = УПД
orders-delivery-need-waybill = Транспортная накладная
orders-delivery-payer-agreed = По договору
orders-delivery-payer-recipient = Получатель
orders-delivery-payer-sender = Отправитель
orders-delivery-payer-third = Третье лицо
orders-event-delivery-changed = Доставка заказа { $number } изменена
orders-field-delivery-insured = Объявленная ценность
orders-field-delivery-needs = Упаковка, погрузка, документы
orders-field-delivery-payer = Кто платит за перевозку
orders-field-delivery-places = Грузовые места
orders-field-delivery-recipient = Грузополучатель
orders-field-delivery-recipient-tax-id = ИНН грузополучателя
orders-field-delivery-terminal = Терминал
orders-field-delivery-window = Часы приёма

## Changes after an order was sent
orders-edit = Изменить
orders-edit-title = Изменение заказа
orders-edit-head = Название, договор, заметка
orders-edit-contract-hint = По другому договору все строки пересчитаются по ценам на сегодня. Разницу увидите до сохранения
orders-edit-contract-own = Договор заказа
orders-edit-contract-gone = Этот договор закрыт, или 1С ещё не передала цены для него. Выберите другой
orders-edit-offer-of = Предложить цену или скидку: { $what }
orders-edit-offer-form = Цена или 5 %
orders-edit-discount = Скидка на все строки
orders-edit-offer-hint = У строки можно предложить свою цену за единицу или скидку в процентах. Цена изменится, когда менеджер её примет. 0 % возвращает цену прайса
orders-edit-offer-hint-staff = У строки можно предложить цену за единицу или скидку в процентах. Цена изменится, когда дилер её примет. 0 % возвращает цену прайса
orders-bargain-discount = Согласована скидка { $percent }, по прайсу { $list }
orders-bargain-price = Цена согласована, по прайсу { $list }
orders-bargain-list = по прайсу
orders-bargain-off = скидка
orders-line-bargain = Согласованная цена
orders-edit-at-once = Производство ещё не подтвердило заказ: изменения вступят в силу сразу. Предложенную цену сначала должен принять менеджер.
orders-edit-asks = Изменения вступят в силу, когда их примет вторая сторона.
orders-edit-save = Сохранить изменения
orders-edit-send = Отправить на согласование
orders-edit-remove = Убрать
orders-request-of-dealer = Дилер просит изменить заказ
orders-request-of-staff = Производство предлагает изменить заказ
orders-request-yours = Ждём вашего ответа. До него производство не начнётся.
orders-request-theirs = Ждём ответа второй стороны. До него производство не начнётся.
orders-request-stale = Заказ с тех пор изменился, принять этот запрос уже нельзя. Откажите в нём или отзовите его и отправьте новый.
orders-request-withdraw = Отозвать запрос
orders-request-refuse = Отказать
orders-request-refuse-why = Причина отказа
orders-request-accepted = Принято
orders-request-refused = Отказано
orders-request-withdrawn = Отозвано
orders-field-request = Запрос на изменение
orders-field-answered = Ответы на запросы
orders-refusal-nothing-changed = Вы ничего не изменили
orders-refusal-request-open = Запрос на изменение ждёт ответа: сначала ответьте на него или отзовите
orders-refusal-request-stale = Заказ изменился после запроса, принять его уже нельзя
orders-refusal-made-gone = Это изделие больше не делают на заказ. Оставьте строку как есть или уберите её
orders-refusal-request-foreign = Отозвать запрос может только та сторона, которая его отправила
orders-event-edited = Заказ { $number } изменён до подтверждения
orders-event-change-asked = Просят изменить заказ { $number }
orders-event-change-asked-reason = Просят изменить заказ { $number }: { $reason }
orders-event-change-accepted = Запрос на изменение заказа { $number } принят
orders-event-change-refused = В изменении заказа { $number } отказано: { $reason }
orders-event-change-withdrawn = Запрос на изменение заказа { $number } отозван
orders-edit-check = Проверить
orders-edit-leave = К заказу
orders-edit-new = Новая строка
orders-edit-configure = Изменить комплектацию
orders-edit-configure-of = Изменить комплектацию: { $what }
orders-edit-remade-mark = Новая комплектация, цена на сегодня
orders-edit-remade = Новая комплектация: { $what }, { $quantity } { $unit }. Проверьте изменения и отправьте
orders-edit-kept = Здесь правки, которые вы не отправили ({ $at })
orders-edit-kept-drop = Начать заново
orders-remade-title = Новая комплектация
orders-made-time = Срок изготовления, рабочих дней
orders-edit-quantity-of = Количество: { $what }
orders-edit-remove-one = Убрать { $what }
orders-edit-delivery = Доставку меняют на странице заказа, отдельно от его состава.
orders-edit-add-title = Добавить товар
orders-edit-add = Добавить
orders-edit-article = Артикул, штрихкод или название
orders-edit-article-hint = По цене договора на сегодня
orders-edit-article-empty = Напишите артикул
orders-edit-several = «{ $text }» — так называются несколько товаров. Выберите нужный и добавьте ещё раз
orders-edit-withdrawn = «{ $text }» больше не продаётся, замены не нашлось
orders-edit-withdrawn-near = «{ $text }» больше не продаётся. Выберите замену и добавьте ещё раз
orders-edit-nothing = «{ $text }» — такого товара нет. Проверьте артикул или найдите товар в каталоге
orders-edit-nothing-near = Точно «{ $text }» не нашлось. Если нужный товар среди похожих, выберите его и добавьте ещё раз
orders-edit-taken = Добавлено: { $what }, { $quantity } { $unit }
orders-edit-more = { $what } уже есть в заказе. Теперь в строке { $quantity } { $unit }
orders-edit-rounded = { $what }: отпускаем по { $step }, вместо { $asked } будет { $quantity }
orders-edit-terms = Условия договора с тех пор изменились. Закажите этот товар новым заказом
orders-edit-faults = Исправьте отмеченное и проверьте ещё раз
orders-edit-sums-moved = Пока вы смотрели, суммы изменились. Проверьте их и отправьте ещё раз
orders-edit-clash = Пока вы правили, заказ изменили: { $who }, { $at }
orders-edit-clash-kept = Ваши правки перенесены в форму и ещё не отправлены. Сверьте их с тем, что изменилось:
orders-edit-lines = Строк в заказе
orders-edit-vat = В том числе НДС
orders-preview-title = Проверка изменений
orders-preview-at-once = Изменения вступят в силу сразу, как только вы их сохраните.
orders-preview-asks = Заказ изменится, когда менеджер примет запрос. До ответа производство не начнётся.
orders-preview-asks-dealer = Заказ изменится, когда дилер примет запрос. До ответа производство не начнётся.
orders-preview-reason = Причина или пояснение
orders-preview-back = Вернуться к правке
orders-blocked-cancelled = Заказ отменён, изменить его нельзя
orders-blocked-cancelled-do = Если товары всё ещё нужны, повторите заказ: цены и наличие обновятся.
orders-blocked-shipped = Заказ уже на этапе «{ $stage }», изменить его нельзя
orders-blocked-shipped-do = Чего не хватает, можно заказать повторно. О расхождениях при приёмке сообщите на странице заказа.
orders-blocked-request = По заказу уже есть запрос на изменение
orders-blocked-request-do = Ответьте на него или отзовите на странице заказа, после этого можно отправить новый.
orders-blocked-differs = Заказ отличается от согласованного
orders-blocked-differs-do = Сначала уладьте разницу с 1С на странице заказа: дилер отвечает на изменения, завод может вернуть согласованное.
orders-request-refuse-open = Отказать с причиной
orders-agreement-refused = Дилер не согласен с изменениями из 1С
orders-agreement-refused-yours = Ждём ответа производства. Если передумали, изменения можно принять.
orders-agreement-refused-theirs = Ваш ход: верните согласованное здесь или исправьте заказ в 1С. До этого производство не начнётся.
orders-agreement-running = В 1С заказ уже передан в производство.
orders-agreement-refuse = Не согласиться
orders-agreement-restore = Вернуть согласованное
orders-field-agreed-refused = Отказ от изменений
orders-refusal-empty-order = В заказе должна остаться хотя бы одна строка. Чтобы отказаться от всего, отмените заказ
orders-refusal-already-refused = Отказ уже отправлен
orders-refusal-foreign-change = Вернуть согласованное может только та сторона, которая изменила заказ
orders-moved-once = Заказ переведён: { $stage }. { $who }, { $at }
orders-moved-already = Заказ уже переведён на этап «{ $stage }»: { $who }, { $at }
orders-moved-by = Пока вы смотрели, заказ изменили: { $who }, { $at }. Проверьте и повторите
orders-event-difference-refused = Дилер не согласен с изменениями заказа { $number } в 1С: { $reason }
orders-event-restored = Спецификация заказа { $number } возвращена к согласованной
orders-preview-what = Что изменится
orders-request-was-refused = В изменении отказано, заказ остался прежним
orders-turn-yours = Ждёт вашего ответа
orders-turn-theirs = Ждёт ответа второй стороны
orders-refusal-needs-wished = Сначала укажите желаемую дату
orders-refusal-needs-paper = Сначала нужна бумага
orders-refusal-needs-payment = Сначала нужна оплата
orders-refusal-stage-hidden = Этот этап не скрыть: на нём заказ начинается или заканчивается, сюда переводит сам дилер или перед ним нет видимого этапа
orders-refusal-stage-trap = С какого-то этапа заказ не дойдёт до завершения. Разрешите переход дальше
orders-refusal-stage-paper = Назовите бумагу, до 80 знаков
orders-refusal-stage-percent = Доля оплаты от 1 до 100 %
orders-refusal-stage-dealer-name = Название для дилеров нужно на обоих языках, до 40 знаков
orders-refusal-stage-colour = Выберите цвет из списка
orders-refusal-stage-heir = Выберите этап того же вида, на который перейдут заказы и статусы 1С
orders-refusal-paper-number = Укажите номер бумаги, до 60 знаков
orders-refusal-vouch-right = Подтвердить оплату вручную вам не разрешено. Право даёт администратор
orders-refusal-lacks = Заказ не переведён. { $what }
orders-lacks-one-c = Этап поставила 1С, но выполнены не все условия
orders-lack-wished = Нет желаемой даты: её указывает дилер или менеджер в изменении заказа.
orders-lack-planned = Нет плановой даты: её назначает менеджер на этой странице или присылает 1С.
orders-lack-agreed = Спецификация не согласована: её принимает вторая сторона.
orders-lack-shipment = Нет отгрузки с датой: её вносит менеджер на этой странице или присылает 1С.
orders-lack-paper = Нет бумаги «{ $paper }»: её номер и дату вносит сотрудник завода.
orders-lack-payment = Оплачено меньше { $percent } % заказа: платежи приходят из 1С.
orders-lack-payment-unknown = Нет оплаты { $percent } % заказа: платежи приходят из 1С, а пока их нет, оплату подтверждает менеджер с причиной.
orders-event-paper-seen = Заказ { $number }: внесена бумага «{ $paper }» № { $theirs } от { $day }
orders-event-payment-vouched = Заказ { $number }: оплата подтверждена вручную. { $reason }
orders-field-vouchers = Бумаги и оплата для этапов
orders-paper = Бумага: { $paper }
orders-asked-for = Нужна для перехода: { $stages }
orders-paper-number = Номер бумаги
orders-paper-day = Дата бумаги
orders-paper-day-wrong = Укажите дату бумаги, например 25.11.2026
orders-payment-vouch = Чем подтверждена оплата
orders-payment-vouch-hint = 1С не прислала платежей. Нужно для перехода: { $stages }
orders-stages-colour = Цвет
orders-stages-colour-kind = По виду этапа
orders-stages-colour-hint = Цвет виден в линии, списках и воронке, рядом всегда значок и название.
orders-colour-grey = Серый
orders-colour-blue = Синий
orders-colour-teal = Бирюзовый
orders-colour-violet = Фиолетовый
orders-colour-amber = Янтарный
orders-colour-green = Зелёный
orders-colour-red = Красный
orders-stages-paper = Какая бумага
orders-stages-paper-hint = Например, «Подписанная спецификация». Нужна, если отмечена бумага.
orders-stages-paid = Сколько оплачено
orders-stages-paid-hint = Доля суммы заказа. Нужна, если отмечена оплата.
orders-stages-needs-wished = Желаемая дата
orders-stages-needs-paper = Бумага
orders-stages-needs-payment = Оплата
orders-stages-required-paper = Бумага «{ $paper }»
orders-stages-required-payment = Оплата { $percent } %
orders-stages-from-col = Откуда
orders-stages-dealers = Что видит дилер
orders-stages-dealers-hint = Вместо скрытого этапа дилер везде видит предыдущий. Уже отправленные письма и уведомления не меняются.
orders-stages-hidden = Скрыть от дилеров
orders-stages-dealer-ru = Название для дилеров по-русски
orders-stages-dealer-en = Название для дилеров по-английски
orders-stages-hidden-as = Скрыт, дилер видит «{ $stage }»
orders-stages-seen-as = Дилер видит «{ $stage }»
orders-stages-preview = Как видит дилер
orders-stages-preview-about = Линия без скрытых этапов и с названиями для дилеров
orders-stages-preview-hidden = «{ $stage }» скрыт: дилер видит «{ $seen }»
orders-stages-removal = Убрать этап
orders-stages-removal-orders = { $n ->
    [0] Заказов на этапе нет.
    [one] На этапе { $n } заказ.
    [few] На этапе { $n } заказа.
   *[many] На этапе { $n } заказов.
}
orders-stages-removal-statuses = На него указывают статусы 1С: { $statuses }
orders-stages-removal-to = Куда их перевести
orders-stages-removal-hint = Подходят этапы того же вида. Каждый перевод останется в истории заказа, уведомлений не будет.
orders-stages-removal-about = В истории заказов название этапа сохранится.
orders-stages-removal-do = Убрать этап
orders-stages-removal-keep = Оставить
orders-stages-back = К этапам
orders-stages-rehoused = Переведено заказов: { $moved }, осталось: { $left }. Нажмите «Убрать этап» ещё раз
orders-refusal-delivery-moved = Доставку заказа тем временем изменили: сверьте её и отправьте запрос заново
orders-refusal-delivery-open = На этом этапе доставку меняют сразу, без запроса
orders-refusal-head-closed = Название, договор и заметку меняют, пока производство не подтвердило заказ
orders-refusal-substitute-unit = У замены «{ $what }» другая единица: { $unit } вместо { $was }. Добавьте её отдельной строкой с нужным количеством
orders-refusal-head-alone = Название, договор и заметку сохраните отдельно: предложенную цену должен принять менеджер
orders-refusal-offer = Цена должна быть больше нуля, а скидка — меньше 100 %
orders-refusal-price-unseen = Цену согласует тот, кто видит закупочные цены
orders-event-delivery-asked = Дилер просит изменить доставку заказа { $number }: { $reason }
orders-request-of-delivery = Дилер просит изменить доставку
orders-request-delivery-yours = Ждём вашего ответа. До него заказ не отгрузят.
orders-request-delivery-theirs = Ждём ответа второй стороны. До него заказ не отгрузят.
orders-request-delivery-stale = Доставку с тех пор изменили, принять этот запрос уже нельзя. Откажите в нём или отзовите его и отправьте новый.
orders-request-delivery-clash = Пока запрос ждал ответа, доставку изменили:
orders-request-delivery-clash-asked = Запрос просит другого:
orders-request-person = Груз получит другой человек, его данные зашифрованы.
orders-preview-reason-needed = Причина
orders-preview-lines-too = Изменить и состав
orders-job-tidy = Убрать неотправленные изменения закрытых заказов
orders-lines-file = Заказ { $number }
orders-lines-of = Заказ { $number } от { $day }
orders-lines-place = №
orders-lines-download = Скачать XLSX

# Кому из сотрудников оставлен переход.
orders-roles-more = { $first }, { $second }
orders-roles-last = { $first } или { $second }
orders-refusal-stage-reserved = Перевести сюда может только { $who }. Попросите или выберите другой этап
orders-refusal-stage-role = Выберите роль из списка
orders-move-withheld = На «{ $stage }» переводит { $who }
orders-turn-reserved = Чей ход: { $who }. Другим сотрудникам переход на «{ $stage }» закрыт
orders-stages-reserved = Кто из сотрудников переводит
orders-stages-reserved-hint = Не отмечайте никого, если переводить могут все, кому разрешено менять этапы. Администратор может всегда. 1С это не ограничивает: этап из 1С ставится как есть.
orders-stages-reserved-any = С любого этапа
orders-stages-reserved-single = По отдельным этапам
orders-stages-only-roles = Только { $who }
orders-stages-only-roles-from = С этапа «{ $stage }» только { $who }
orders-stages-from-dealer = С каких этапов переводит дилер
# Двое меняют этапы одновременно.
orders-line-moved-by = Пока вы смотрели, этапы изменили: { $who }, { $at }. { $what }. Проверьте и повторите
orders-stages-conflict = Пока вы правили, этапы изменили
orders-stages-conflict-both = Одно и то же поменяли и вы, и коллега. В форме ваши значения: исправьте их или отметьте, что они важнее.
orders-stages-conflict-merged = Ваши правки в форме, правки коллеги тоже. Проверьте и сохраните ещё раз.
orders-stages-conflict-caption = Что изменилось
orders-stages-conflict-field = Поле
orders-stages-conflict-was = Было
orders-stages-conflict-theirs = Стало
orders-stages-conflict-own = В форме
orders-stages-conflict-over = Мои значения важнее: сохранить поверх
orders-stages-paper-shown = Дилер видит бумагу
orders-stages-paper-means = Отметка о бумаге значит, что сотрудник её видел; приложить файл можно, но не обязательно. Подлинность бумаги кабинет не проверяет.
# Отметки о бумагах и оплате на заказе.
orders-refusal-nothing-marked = Отмечать нечего: заполните то, чего не хватает
orders-refusal-mark-gone = Этой отметки уже нет или файл уже приложен
orders-refusal-paper-file = Выберите файл, непустой и до 10 МБ
orders-lacks-here = На этом этапе выполнены не все условия
orders-mark = Отметить
orders-paper-file = Файл бумаги
orders-paper-file-hint = Не обязательно, до 10 МБ
orders-paper-file-again = Выберите файл ещё раз: браузер его не запоминает
orders-paper-means = Отметка значит, что вы видели бумагу. Дилер её не увидит.
orders-paper-means-shown = Отметка значит, что вы видели бумагу. Дилер увидит её номер, дату и файл.
orders-payment-title = Подтверждение оплаты
orders-payment-vouch-here = 1С не прислала платежей
orders-marks = Бумаги и подтверждения
orders-marks-mean = Отметка значит, что сотрудник завода видел бумагу. Подлинность кабинет не проверяет.
orders-marks-paper = { $paper } № { $number } от { $day }
orders-marks-payment = Оплата подтверждена вручную. { $reason }
orders-marks-no-file = Без файла
orders-marks-shown = Дилер видит
orders-marks-gone = Отметка снята: { $who }. { $reason }
orders-marks-file = Приложить файл
orders-marks-file-do = Приложить
orders-marks-withdraw = Снять отметку
orders-marks-withdraw-do = Снять
orders-event-paper-seen-file = Заказ { $number }: внесена бумага «{ $paper }» № { $theirs } от { $day }, файл «{ $file }»
orders-event-paper-filed = Заказ { $number }: к бумаге «{ $paper }» № { $theirs } приложен файл «{ $file }»
orders-event-paper-withdrawn = Заказ { $number }: снята отметка о бумаге «{ $paper }» № { $theirs }. { $reason }
orders-event-payment-withdrawn = Заказ { $number }: снято подтверждение оплаты. { $reason }
orders-preview-asks-delivery = Доставка изменится, когда менеджер примет запрос. До ответа заказ не отгрузят.
