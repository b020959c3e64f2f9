# Люди, роли, права.
access-role-admin = администратор
access-role-manager = менеджер
access-role-director = директор
access-role-buyer = закупщик
access-role-seller = продавец
access-role-accountant = бухгалтер
access-permission-access-signed-in = Вход в кабинет
access-permission-see-purchase-price = Видеть закупочные цены
access-permission-see-margin = Видеть маржу
access-permission-see-finance = Видеть взаиморасчёты
access-permission-access-administer = Управлять кабинетом
access-permission-catalogue-see = Видеть каталог
access-permission-talk-read = Читать переписку по заказам
access-permission-talk-write = Писать в переписке по заказам
access-permission-orders-see = Видеть заказы
access-permission-orders-draft = Готовить черновики
access-permission-orders-submit = Отправлять заказы
access-permission-orders-accept = Принимать изменения и отменять заказы
access-permission-orders-move = Переводить заказы по этапам
access-permission-orders-plan = Называть даты и вносить отгрузки
access-permission-orders-stages = Настраивать этапы заказа
access-permission-exchange-manage = Управлять обменом с 1С
access-password-short = Нужно не меньше { $min } знаков
access-password-long = Пароль слишком длинный
access-sign-in-wait = Слишком много попыток. Повторите через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[many] { $seconds } секунд
}
access-sign-in-wrong = Почта или пароль не подошли
access-invitation-used = Приглашение уже использовано. Войдите по почте и паролю
access-invitation-expired = Срок приглашения прошёл. Попросите прислать новое
access-letter-key-expired = Срок ссылки из письма прошёл. Войдите в кабинет, чтобы открыть переписку
access-invitation-known-password = Это не пароль вашей учётной записи
access-email-wrong = Нужна почта. Например: anna@company.ru
access-name-wrong = Введите имя и фамилию
access-role-wrong = Эта роль не подходит компании
access-already-member = Этот человек уже работает в компании
access-event-invited = { $name }: отправлено приглашение
access-event-joined = { $name }: первый вход, { $company }
access-event-changed = { $name }: изменены права
access-event-password-set = { $name }: новый пароль
access-event-preferred = { $name }: изменены настройки
access-permission-dealers-see = Видеть дилеров
access-permission-dealers-edit = Заводить и менять дилеров
access-permission-company-see = Видеть свою компанию
access-permission-people-invite = Приглашать и отключать людей
access-phone-wrong = Слишком длинный телефон
access-own-role = Свою роль изменить нельзя: попросите другого администратора
access-disable-self = Себя отключить нельзя
access-last-administrator = Это последний администратор. Сначала назначьте другого
access-invite-disabled = Человек отключён. Сначала включите его
access-invite-joined = Этот человек работает и в другой компании: новый пароль ему откроет администратор
access-event-disabled = { $name }: доступ отключён, { $company }
access-event-enabled = { $name }: доступ включён, { $company }
access-password-old-wrong = Прежний пароль не подошёл
access-permission-catalogue-taxes = Менять ставки НДС
