# Delivery: carriers, terms, shipments.
delivery-address-needed = Для доставки до адреса укажите адрес
delivery-cancel = Отмена
delivery-carrier = Перевозчик
delivery-carrier-active = Предлагать при выборе доставки
delivery-carrier-add = Добавить перевозчика
delivery-carrier-name = Название
delivery-carrier-new = Новый перевозчик
delivery-carrier-off = Не предлагается
delivery-carrier-offered = Предлагается
delivery-carrier-saved = Перевозчик «{ $name }» сохранён
delivery-carrier-state = Состояние
delivery-carrier-terminals = Терминалы
delivery-carrier-terminals-hint = По одному в строке. Их увидит дилер при выборе терминала.
delivery-carrier-tracking = Страница отслеживания
delivery-carrier-tracking-hint = Адрес начинается с https:// и содержит { $mark } там, где стоит трек-номер.
delivery-carriers = Перевозчики
delivery-carriers-about = Транспортные компании, которые предлагаются в доставке. По странице отслеживания трек-номер отгрузки станет ссылкой.
delivery-carriers-empty = Перевозчиков пока нет
delivery-carriers-empty-do = Добавьте компании, которыми отправляете заказы.
delivery-change = Изменить доставку
delivery-closed = Доставку можно было изменить до этапа «{ $stage }»
delivery-closed-ask = Если условия поменялись, напишите менеджеру в обсуждении заказа: он может изменить доставку до отгрузки.
delivery-closed-shipped = Заказ отгружен: доставка больше не меняется
delivery-contact = Контактное лицо
delivery-event-carrier-added = Добавлен перевозчик «{ $name }»
delivery-event-carrier-changed = Изменён перевозчик «{ $name }»
delivery-event-packed = Заказ { $number }: внесён состав отгрузки { $shipment }
delivery-event-received = Заказ { $number }: отгрузка { $shipment } получена
delivery-event-received-remarks = { $remarks ->
    [one] Заказ { $number }: отгрузка { $shipment } получена, { $remarks } замечание
    [few] Заказ { $number }: отгрузка { $shipment } получена, { $remarks } замечания
   *[many] Заказ { $number }: отгрузка { $shipment } получена, { $remarks } замечаний
}
delivery-event-rules = Изменён этап, до которого дилер меняет доставку
delivery-history = Изменения
delivery-history-empty = Изменений пока не было
delivery-how = Груз
delivery-insured-hint = Пусто — без страховки
delivery-insured-wrong = Укажите сумму больше нуля, например 150 000
delivery-is-received = Получено
delivery-is-received-remarks = { $n ->
    [one] Получено, { $n } замечание
    [few] Получено, { $n } замечания
   *[many] Получено, { $n } замечаний
}
delivery-left = Осталось
delivery-left-of = Осталось отгрузить: { $left }
delivery-loading = Погрузка
delivery-more = Заполнить подробно
delivery-none = Нет
delivery-number-needed = Укажите номер отгрузки
delivery-on-the-way = Получение не отмечено
delivery-open-until = Изменить можно до этапа «{ $stage }»
delivery-ordered = Заказано
delivery-pack = Новая отгрузка
delivery-pack-do = Отгрузить
delivery-packaging = Упаковка
delivery-packed = Отгрузка внесена
delivery-papers = Документы с грузом
delivery-phone-wrong = Проверьте номер телефона
delivery-place-count = Мест
delivery-place-height = Высота, мм
delivery-place-length = Длина, мм
delivery-place-weight = Вес места, кг
delivery-place-width = Ширина, мм
delivery-place-wrong = Строка { $row }: проверьте количество, размеры в миллиметрах и вес
delivery-places-count = { $n ->
    [one] { $n } место
    [few] { $n } места
   *[many] { $n } мест
}
delivery-places-volume = , { $volume } м³
delivery-places-weight = , { $weight } кг
delivery-receive = Получено полностью
delivery-receive-remarks = Получено с замечаниями
delivery-receive-remarks-do = Сохранить замечания
delivery-received = Получение отмечено
delivery-recipient-hint = Если груз получает не покупатель
delivery-refusal-closed = На этом этапе доставку уже нельзя изменить
delivery-refusal-goods = Этого товара нет в заказе
delivery-refusal-many = Слишком много перевозчиков
delivery-refusal-moved = Данные уже изменил кто-то другой. Проверьте и сохраните ещё раз.
delivery-refusal-name = Укажите название до 120 символов
delivery-refusal-name-taken = Перевозчик с таким названием уже есть
delivery-refusal-quantity = Количество должно быть больше нуля
delivery-refusal-received = Получение этой отгрузки уже отмечено
delivery-refusal-shipment = Такой отгрузки в заказе нет
delivery-refusal-terminals = Слишком длинный список терминалов или название
delivery-refusal-too-long = Слишком длинный текст
delivery-refusal-too-much = Отгружается больше, чем осталось по заказу
delivery-refusal-tracking = Адрес должен начинаться с https:// и один раз содержать метку номера, как в подсказке
delivery-refusal-way = Выберите значение из списка
delivery-refusal-words = Опишите замечание словами
delivery-remark-damaged = Повреждено
delivery-remark-kind = Что не так
delivery-remark-missing = Недостача
delivery-remark-none = Всё в порядке
delivery-remark-other = Другое
delivery-remark-text = Подробности
delivery-rest = Что отгружено
delivery-rules = До какого этапа дилер меняет доставку
delivery-rules-hint = С этого этапа дилер видит, к кому обратиться; менеджер меняет доставку до отгрузки.
delivery-rules-saved = Правило сохранено
delivery-rules-until = Закрывается на этапе
delivery-save = Сохранить
delivery-saved = Доставка изменена
delivery-shipments = Отгрузки
delivery-shipments-empty = Отгрузок пока не было
delivery-shipments-empty-do = Здесь появятся состав каждой отгрузки, места и трек-номер.
delivery-shipped = Отгружено
delivery-tax-id-wrong = Проверьте ИНН: 10 или 12 цифр
delivery-terms = Условия доставки
delivery-terms-empty = Терминал, получатель, упаковка и места не указаны.
delivery-title = Доставка
delivery-track = Отследить
delivery-where = Куда и как
delivery-who = Получатель и оплата
delivery-why-closed = Условия доставки
delivery-window-example = пн–пт, 9:00–17:00
