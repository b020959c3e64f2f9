# Коммерческие предложения клиентам дилера.

offers-title = Предложения
offers-about = Цены для ваших клиентов: по ссылке и файлом. Закупочных цен клиент не увидит.
offers-make = Предложение клиенту
offers-new = Новое предложение
offers-new-about = Назначьте цены и напишите текст для клиента. После создания цены в предложении не меняются.
offers-number = КП № { $number }
offers-open = Открыть
offers-for = для: { $client }
offers-all = Все
offers-filter = Состояние предложений
offers-letterhead = Бланк предложений
offers-empty-title = Предложений пока нет
offers-empty-do = Откройте черновик или заказ и нажмите «Предложение клиенту».
offers-empty-filter = Таких предложений нет
offers-empty-filter-do = Посмотрите другие состояния.
offers-to-drafts = Открыть черновики
offers-status-sent = Не открыто
offers-status-viewed = Просмотрено
offers-status-asked = Есть вопрос
offers-status-accepted = Принято
offers-status-expired = Срок истёк
offers-status-revoked = Отозвано

offers-col-offer = Предложение
offers-col-status = Состояние
offers-col-client = Клиент
offers-col-made = Создано
offers-col-until = Действует до
offers-col-views = Просмотры
offers-col-sum = Сумма
offers-col-goods = Товар
offers-col-quantity = Количество
offers-col-purchase = Закупка
offers-col-rrp = РРЦ
offers-col-price = Цена клиенту
offers-col-margin = Маржа
offers-col-picture = Фото
offers-sum-from = от { $sum }
offers-variants-count = { $n ->
    [one] { $n } вариант
    [few] { $n } варианта
   *[many] { $n } вариантов
}

offers-rule-rrp = По РРЦ
offers-rule-discount = Скидка от РРЦ
offers-rule-premium = Выше РРЦ
offers-rule-margin = Маржа
offers-rule-markup = Наценка
offers-rule-rrp-is = Процент не нужен
offers-rule-discount-is = Цена = РРЦ − процент
offers-rule-premium-is = Цена = РРЦ + процент
offers-rule-margin-is = (цена − закупка) / цена
offers-rule-markup-is = (цена − закупка) / закупка
offers-rule-none-is = Укажите процент
offers-rule-unknown = Выберите, как назначать цену.
offers-rule-hidden = Маржа и наценка считаются от закупочной цены, а она вам не открыта.
offers-percent-range = Укажите от 0 до { $most }.
offers-rounding-kopeck = До копейки
offers-rounding-rouble = До рубля
offers-rounding-ten = До 10 рублей

offers-card-client = Для клиента
offers-card-seller = От кого
offers-card-look = Вид
offers-prices = Цены
offers-lines = Товары
offers-lines-count = { $n ->
    [one] { $n } строка
    [few] { $n } строки
   *[many] { $n } строк
}
offers-from-source = из «{ $name }»
offers-variant-n = Вариант { $n }
offers-variant-add = Добавить вариант
offers-variant-remove = Убрать последний вариант
offers-variant-name = Назовите вариант, до 120 знаков.
offers-variant-choose = Выберите вариант.
offers-field-title = Название
offers-field-client = Кому
offers-field-client-hint = Человек или компания, видно клиенту
offers-field-until = Действует до
offers-field-until-hint = Последний день, включительно
offers-field-text = Текст перед ценами
offers-field-text-hint = Пустая строка начинает абзац
offers-field-variant = Название варианта
offers-field-rule = Как назначить цену
offers-field-percent = Процент
offers-field-add = Ещё один вариант из
offers-field-entity = Юрлицо
offers-field-regime = НДС
offers-field-regime-hint = Как работает это юрлицо
offers-field-regime-of = НДС: { $name }
offers-field-contact-name = Контакт для клиента
offers-field-contact-phone = Телефон
offers-field-contact-email = Почта
offers-field-rounding = Округление цены
offers-field-locale = Язык предложения
offers-field-days = Сколько дней действует
offers-show-articles = Показать артикулы
offers-show-pictures = Показать фото
offers-show-before = Показать РРЦ и экономию
offers-show-comments = Показать примечания к строкам
offers-logo-there = Логотип вашей компании попадёт в предложение.
offers-logo-absent = Логотипа нет: вместо него стоит название юрлица.
offers-regime-general = Общая система, НДС в цене
offers-regime-simplified5 = УСН, НДС 5 %
offers-regime-simplified7 = УСН, НДС 7 %
offers-regime-exempt = НДС не облагается
offers-price-of = Цена клиенту: { $what }
offers-percent-of = Процент: { $what }
offers-line-rule-of = Как назначить цену: { $what }
offers-line-rule-price = Цена
offers-line-own = Своя цена
offers-total = Итого
offers-for-client = Для клиента
offers-vat-none = НДС не облагается
offers-vat-none-said = НДС не облагается.
offers-vat-at = В том числе НДС { $rate }
offers-vat-within = В том числе НДС { $rate }: { $sum }
offers-purchase = Закупка
offers-earned = Заработаете
offers-margin = Маржа
offers-markup = Наценка
offers-how = Как назначена
offers-create = Создать предложение
offers-calculate = Пересчитать

offers-faults = { $n ->
    [one] Исправьте { $n } поле. Остальное сохранено.
    [few] Исправьте { $n } поля. Остальное сохранено.
   *[many] Исправьте { $n } полей. Остальное сохранено.
}
offers-required = Заполните поле.
offers-too-long = Не длиннее { $most } знаков.
offers-entity-choose = Выберите юрлицо, от которого делаете предложение.
offers-contact-required = Укажите телефон или почту, чтобы клиент мог ответить.
offers-until-range = Укажите день не раньше сегодняшнего и не позже чем через { $days } дней.
offers-days-range = Укажите от 1 до { $most } дней.
offers-empty = В черновике нет строк. Добавьте товары и вернитесь.
offers-lines-many = Строк больше { $most }. Разделите черновик.
offers-currencies = Варианты в разных валютах не сравнить. Возьмите черновики в одной.
offers-lines-faults = У некоторых строк нет цены. Они отмечены в таблице.
offers-look-again = Суммы изменились. Посмотрите и нажмите ещё раз.
offers-many = Предложений слишком много. Напишите менеджеру.
offers-moved = Предложение уже изменилось. Посмотрите, что в нём сейчас.
offers-closed = Это предложение уже не действует.
offers-answers-many = Вопросов по этому предложению слишком много. Позвоните продавцу.
offers-line-no-purchase = Нет закупочной цены. Назначьте цену сами.
offers-line-no-rrp = Нет РРЦ. Назначьте цену сами.
offers-line-no-rrp-blind = Нет РРЦ. Цену назначит тот, кому открыты закупочные цены.
offers-line-no-rule = Укажите процент.
offers-line-no-vat = На этот день нет ставки НДС.
offers-line-large = Сумма слишком велика.
offers-line-not-positive = Цена должна быть больше нуля.
offers-line-above-rrp = Не выше РРЦ { $rrp }.

offers-made = КП № { $number } создано. Скопируйте ссылку и отправьте клиенту.
offers-link = Ссылка для клиента
offers-link-field = Адрес
offers-link-hint = Открывается без входа в кабинет
offers-link-copy = Скопировать ссылку
offers-link-copied = Скопировано
offers-link-lost = Адрес показать нельзя: ключ ссылок заменён. Прежняя ссылка у клиента работает. Для новой создайте новую версию.
offers-extend = Продлить
offers-extended = Предложение действует до { $until }.
offers-as-client = Как видит клиент
offers-revoke = Отозвать
offers-revoke-ask = Отозвать предложение?
offers-revoke-what = Клиент увидит по ссылке, что предложение отозвано, и ваш контакт. Вернуть нельзя, но можно создать копию.
offers-revoke-accepted = Клиент уже принял предложение, отозвать его нельзя.
offers-revoked-already = Предложение уже отозвано.
offers-revoked-done = КП № { $number } отозвано.
offers-keep = Оставить
offers-copy = Создать копию
offers-new-version = Новая версия
offers-replaced-by = Вместо этого предложения действует КП № { $number }.
offers-replaces = Заменяет
offers-touched = { $n ->
    [one] С тех пор изменилась цена { $n } строки
    [few] С тех пор изменились цены { $n } строк
   *[many] С тех пор изменились цены { $n } строк
}
offers-touched-purchase = Закупка { $before } → { $after }.
offers-touched-margin = Маржа теперь { $margin }.
offers-touched-do = Для клиента цены прежние. Новая версия пересчитает их, а эта ссылка закроется.
offers-touched-rrp = По РРЦ { $before } → { $after }.
offers-touched-model = Есть новая редакция товаров под заказ. Сначала пересчитайте строку в черновике:
offers-answers = Ответы клиента
offers-answer-accepted = Клиент принял предложение
offers-answer-accepted-variant = Клиент принял вариант «{ $variant }»
offers-answer-asked = Клиент спрашивает
offers-settle = Отметить разобранным
offers-settled = Разобрано { $at }
offers-to-draft = Оформить заказ
offers-to-order = Заказ { $number }
offers-order = заказ { $number }
offers-source-gone = черновик удалён
offers-facts = О предложении
offers-first-seen = Открыто впервые
offers-last-seen = Открыто последний раз
offers-author = Создал

offers-event-made = Создано КП № { $number } «{ $title }»
offers-event-viewed = Клиент открыл КП № { $number } «{ $title }»
offers-event-accepted = { $client }: принято КП № { $number } «{ $title }»
offers-event-accepted-variant = { $client }: принят вариант «{ $variant }» из КП № { $number } «{ $title }»
offers-event-asked = { $client }: вопрос по КП № { $number } «{ $title }»
offers-event-settled = Ответы по КП № { $number } «{ $title }» разобраны
offers-event-revoked = КП № { $number } «{ $title }» отозвано
offers-event-replaced = КП № { $number } «{ $title }» заменено на № { $by }
offers-event-extended = КП № { $number } «{ $title }» продлено до { $until }
offers-event-letterhead = Изменён бланк предложений
offers-home-accepted = { $client }: принято КП № { $number }
offers-home-asked = { $client }: вопрос по КП № { $number }

offers-letterhead-about = С этого начинается каждое новое предложение. Готовые остаются прежними.
offers-letterhead-words = Текст и срок
offers-letterhead-save = Сохранить
offers-letterhead-saved = Бланк сохранён.
offers-logo = Логотип
offers-logo-file = Картинка PNG, JPEG или WebP
offers-logo-about = До 5 МБ. Прозрачное станет белым.
offers-logo-upload = Загрузить логотип
offers-logo-remove = Убрать логотип
offers-logo-none = Выберите файл.
offers-logo-wrong = Это не картинка PNG, JPEG или WebP. Прежний логотип остался.

offers-requisite-inn = ИНН
offers-requisite-bin = БИН
offers-requisite-kpp = КПП
offers-requisite-ogrn = ОГРН
offers-requisite-address = адрес:
offers-requisite-account = р/с
offers-requisite-bank = банк:
offers-requisite-bik = БИК
offers-requisite-correspondent = к/с

offers-public-title = Коммерческое предложение № { $number }
offers-public-made = от { $day }
offers-public-until = действует до { $day } включительно
offers-public-expired = Срок предложения истёк { $day }
offers-public-revoked = Предложение отозвано { $day }
offers-public-closed-do = Цены могли измениться. Спросите продавца: его контакт выше.
offers-public-unsent = Не отправлено: ваш комментарий
offers-public-replaced = Продавец подготовил новую версию. Попросите у него ссылку: контакт выше.
offers-public-compare = Варианты рядом
offers-public-same = Состав и цены вариантов одинаковы.
offers-public-price = Цена
offers-public-saved = Вы экономите { $sum }
offers-public-file = Скачать PDF
offers-public-answer = Ваш ответ
offers-public-variant = Вариант
offers-public-name = Как вас зовут
offers-public-contact = Телефон или почта
offers-public-comment = Комментарий или вопрос
offers-public-consent = Разрешаю использовать эти данные для ответа мне. Их получит { $seller }
offers-public-accept = Принять предложение
offers-public-ask = Задать вопрос
offers-public-asked = Вопрос отправлен. Продавец ответит вам.
offers-public-taken = Вы приняли предложение { $at }
offers-public-taken-variant = Вы приняли вариант «{ $variant }» { $at }
offers-public-taken-do = { $name } свяжется с вами.
offers-public-often = С вашего адреса слишком много ответов. Повторите через час или позвоните продавцу.
offers-public-name-required = Напишите, как к вам обращаться.
offers-public-contact-required = Оставьте телефон или почту, чтобы продавец ответил.
offers-public-question-required = Напишите вопрос.
offers-public-consent-required = Без согласия продавец не сможет ответить.

offers-file = PDF
offers-paper-no = №
offers-paper-before = рекомендованная цена { $rrp }
offers-paper-online = Предложение на сайте, там же можно принять его или задать вопрос: { $address }
offers-paper-page = Страница { $page } из { $pages }
offers-paper-name = КП № { $number }
