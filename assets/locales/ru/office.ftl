# Уведомления, журнал писем, регулярные задачи.
office-notices-title = Уведомления
office-notices-unread = { $count ->
    [one] { $count } новое
    [few] { $count } новых
   *[many] { $count } новых
}
office-notices-new = (новое)
office-notices-read-all = Отметить прочитанными
office-notices-empty = Пока тихо
office-notices-empty-body = Здесь появятся события по вашим заказам: подтверждения, новые сроки, отгрузки
office-notices-mail = Письма
office-notices-mail-on = Уведомления приходят и на почту, по нескольку в одном письме
office-notices-mail-off = Уведомления на почту не приходят. Письма о правах людей придут всё равно
office-notices-mail-turn-on = Включить письма
office-notices-mail-turn-off = Отключить письма
office-notices-mail-now-on = Письма включены
office-notices-mail-now-off = Письма отключены. Уведомления остаются в кабинете
office-mail-menu = Письма
office-mail-title = Журнал писем
office-mail-by-smtp = Отправляются с адреса { $from } через { $host }
office-mail-by-folder = Письма с адреса { $from } складываются в папку и никуда не уходят
office-mail-off = Почта не настроена
office-mail-off-body = Уведомления видны только в кабинете, приглашения ждут в очереди. Почтовый сервер указывают в файле настроек, раздел mail
office-mail-filter = Состояние писем
office-mail-all = Все
office-mail-waiting = В очереди
office-mail-sent = Отправлено
office-mail-failed = Не отправлено
office-mail-empty = Писем нет
office-mail-empty-body = Отправленные письма хранятся здесь 90 дней вместе с ответом почтового сервера
office-mail-subject = Тема
office-mail-to = Кому
office-mail-created = Создано
office-mail-state = Состояние
office-mail-answer = Ответ сервера
office-mail-actions = Действия
office-mail-next-try = Следующая попытка { $at }
office-mail-earlier = { $count ->
    [one] Ещё { $count } попытка
    [few] Ещё { $count } попытки
   *[many] Ещё { $count } попыток
}
office-mail-resend = Отправить ещё раз
office-mail-resent = Письмо снова в очереди
office-mail-trial = Проверить почту
office-mail-trial-subject = Проверка почты
office-mail-trial-line = Почта работает: вы получили это письмо из кабинета.
office-mail-trial-queued = Проверочное письмо в очереди. Оно придёт на ваш адрес
office-mail-own-address = В вашей учётной записи не указан правильный адрес почты
office-jobs-menu = Задачи
office-jobs-title = Регулярные задачи
office-jobs-zone = Время указано в поясе { $zone }
office-jobs-name = Задача
office-jobs-state = Состояние
office-jobs-last = Последний запуск
office-jobs-next = Следующий запуск
office-jobs-actions = Действия
office-jobs-never = не запланирован
office-jobs-not-yet = ещё не запускалась
office-jobs-took = { $seconds } с
office-jobs-in-row = { $count ->
    [one] { $count } ошибка подряд
    [few] { $count } ошибки подряд
   *[many] { $count } ошибок подряд
}
office-jobs-run = Запустить
office-jobs-started = Задача запущена
office-jobs-running = Выполняется
office-jobs-waiting = Ждёт
office-jobs-failed = Ошибка
office-jobs-done = Выполнена
office-job-tidy = Удаление старых уведомлений и писем
office-job-files = Удаление файлов, на которые ничто не ссылается
office-job-sign-ins = Очистка старых записей о входах
office-event-mail-resent = Письмо отправлено ещё раз
office-event-mail-tried = Отправлено проверочное письмо
office-event-job-started = Задача запущена вручную: { $job }
office-event-files-deleted = { $files ->
    [one] Удалён { $files } ненужный файл
    [few] Удалено { $files } ненужных файла
   *[many] Удалено { $files } ненужных файлов
}, освобождено { $kb } КБ
office-search-title = Поиск
office-search-total = { $count ->
    [one] Найдена { $count } запись
    [few] Найдено { $count } записи
   *[many] Найдено { $count } записей
}
office-search-what = Введите артикул, штрихкод или слова из названия
office-search-corrected = Показано по запросу «{ $text }»: похоже, была включена другая раскладка
office-search-nothing = Ничего не нашлось
office-search-nothing-body = Проверьте артикул или оставьте одно-два слова из названия
office-search-submit = Найти
office-search-kind-product = Товар
office-search-kind-order = Заказ
office-home-changes = Что изменилось
office-home-all = Все уведомления
office-search-prices = Те же товары с ценами и остатками
