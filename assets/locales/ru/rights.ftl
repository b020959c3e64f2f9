# Роли и права
rights-roles = Роли и права
rights-roles-about = Готовые роли менять нельзя, но из любой можно сделать свою
rights-role-new = Новая роль
rights-role-copy = Сделать свою из этой
rights-role-saved = Роль сохранена: { $name }
rights-role-of = { $n ->
    [one] { $n } право
    [few] { $n } права
   *[many] { $n } прав
}
rights-role-of-own = { $n ->
    [one] { $n } право, только свои заказы
    [few] { $n } права, только свои заказы
   *[many] { $n } прав, только свои заказы
}
rights-col-role = Роль
rights-col-kind = Вид
rights-col-people = Людей
rights-col-right = Право
rights-col-since = Когда попросил
rights-col-answer = Ответ
rights-kind-own = своя
rights-kind-ready = готовая
rights-not-held = нет права
rights-not-yours = у вас этого права нет
rights-holders = У кого эта роль
rights-holders-none = Пока ни у кого
rights-field-name = Название роли
rights-field-rights = Права
rights-field-everywhere = Видит всех дилеров, а не только своих
rights-field-breadth = Заказы и черновики
rights-breadth-means = Свои — те, что человек начал или отправил сам, и те, что оформлены для него. Предложения, переписка, доставка и документы видны вместе с заказом.
rights-breadth-own = Заказы и черновики: только свои
rights-breadth-company = Заказы и черновики: всей компании
rights-form-about = Что можно дать
rights-form-rule-there = Дать можно любое право, которое разрешено уровню дилера. Роль появится в списке у дилера, когда он приглашает человека или меняет его роль.
rights-form-rule = Дать можно только то право, которое есть у вас. Роль появится в списке, когда вы приглашаете человека или меняете его роль.
rights-role-remove = Удалить роль
rights-role-remove-ask = Удалить роль «{ $name }»?
rights-role-remove-means = Она исчезнет из списка ролей. История изменений останется.
rights-dealer-roles = Роли: { $name }
rights-dealer-roles-about = Роли, которые дилер завёл для своих сотрудников. О каждом изменении его директор получит письмо
rights-dealer-roles-none = Своих ролей у дилера нет
rights-dealer-roles-open = Роли и права дилера
rights-withheld-there = недоступно дилерам этого статуса
rights-ceilings = Допустимые права дилеров
rights-ceilings-about = Право без отметки не получит ни один человек такого дилера, какую бы роль ему ни дал директор
rights-ceiling-of = Статус дилера: { $tier }
rights-person = Права: { $name }
rights-person-role = Роль: { $role }
rights-person-saved = Права сохранены: { $name }
rights-own = Это ваши права. Изменить их может только другой человек
rights-held-given = дано лично
rights-held-lent = по замещению
rights-held-narrow = нужен доступ к заказам всей компании
rights-held-withheld = недоступно вашему статусу дилера
rights-held-asked = просит дать
rights-give = Дать право
rights-take = Снять
rights-refuse = Отказать
rights-stand-ins = Замещение
rights-stand-ins-about = До указанного дня у человека будут и права коллеги
rights-stand-in-choose = Выберите
rights-stand-in-of = Кого замещает
rights-stand-in-until = По какой день включительно
rights-stand-in-till = по { $day }
rights-stand-in-begin = Назначить
rights-stand-in-end = Закончить
rights-stand-in-nobody = В компании больше никого нет
rights-day-wrong = Нужен день. Например: 31.12.2026
rights-asks = Просьбы о правах
rights-asks-about = Кто не смог открыть раздел и попросил право
rights-asks-wait = { $n ->
    [one] { $n } просьба о праве ждёт ответа
    [few] { $n } просьбы о правах ждут ответа
   *[many] { $n } просьб о правах ждут ответа
}
rights-asks-open = Ответить
rights-asks-empty = Никто не просит прав
rights-asks-empty-do = Когда человеку откажут в доступе, он сможет попросить право прямо с той страницы
rights-asked = Просьба отправлена. Ответ придёт в уведомлениях
rights-ask-given = Право дано
rights-ask-refused = В праве отказано
rights-section-access = Цены, деньги и люди
rights-section-dealers = Компания и дилеры
rights-section-catalogue = Каталог
rights-section-configurator = Изделия под заказ
rights-section-orders = Заказы
rights-section-talk = Переписка
rights-section-delivery = Доставка
rights-section-reports = Отчёты и план
rights-section-offers = Предложения клиентам
rights-section-feeds = Выгрузки
rights-section-exchange = Обмен с 1С
rights-section-price-changes = Изменения цен
rights-section-documents = Документы
rights-section-settlements = Взаиморасчёты
rights-section-evidence = Доказательства
rights-section-reconciliation = Сверка
rights-section-holds = Остановка по расчётам
rights-section-work-days = Рабочие дни
rights-section-calendar = Платёжный календарь
rights-section-approvals = Согласование заказов
