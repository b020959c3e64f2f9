# Состояние кабинета: страница администратора.

health-title = Состояние
health-version = Версия { $version }, сервер запущен { $at }
health-good = Всё в порядке
health-troubles = { $n ->
    [one] Требует внимания { $n } пункт
    [few] Требуют внимания { $n } пункта
   *[many] Требуют внимания { $n } пунктов
}
health-troubles-do = Что делать, написано в последнем столбце.
health-parts = Что проверено
health-part = Что
health-grade = Состояние
health-now = Сейчас
health-do = Что делать
health-open = Открыть
health-grade-quiet = Пока нечего проверять
health-grade-good = В порядке
health-grade-watch = Проверьте
health-grade-bad = Срочно

health-store = Хранилище
health-store-answers = Запись отвечает за { $ms } мс
health-store-silent = Запись не отвечает
health-store-more = Размер { $size }, в очереди на запись { $queue }
health-store-do = Проверьте нагрузку на диск и журнал службы. Если запись не отвечает несколько минут, перезапустите службу: подтверждённые данные не пропадут.
health-journal = Журнал
health-journal-position = Последняя запись № { $n }
health-journal-at = Сделана { $at }
health-disk = Место на диске
health-disk-free = Свободно { $size }
health-disk-unknown = Узнать не удалось
health-disk-do = Освободите место: заполненный диск остановит кабинет. Резервной копии нужно втрое больше места, чем хранилищу; её можно отправить на другой диск.
health-backups = Резервные копии
health-backups-good = Последняя хорошая копия: { $at }
health-backups-never = Хороших копий ещё не было
health-backups-do-failed = Проверьте папку и место на диске, затем сделайте копию вручную.
health-backups-do-off = Включите копии по расписанию.
health-backups-do-disk = Все копии лежат на одном диске с данными. Укажите вторую папку на другом диске.
health-exchange = Обмен с 1С: { $name }
health-exchange-last = Последний обмен: { $at }
health-exchange-good = Последний без ошибок: { $at }
health-exchange-never = Обмена ещё не было
health-exchange-none = Обмен с 1С
health-exchange-none-now = Подключений нет
health-exchange-do-refused = Часть файлов не принята. Посмотрите причину в отчёте и повторите выгрузку из 1С.
health-exchange-do-interrupted = Обмен прервала остановка сервера. Повторите выгрузку из 1С.
health-exchange-do-silent = 1С давно не выходила на связь. Проверьте расписание обмена в 1С и доступ к серверу.
health-mail = Письма
health-mail-queue = В очереди { $waiting }, не отправлено { $failed }
health-mail-off = Почта не настроена
health-mail-recovery = В режиме восстановления не отправляются
health-mail-do-stuck = Письма ждут больше часа. Проверьте настройки почты: kabinet doctor скажет, отвечает ли сервер.
health-mail-do-failed = Посмотрите ответ почтового сервера, исправьте адрес и отправьте письма ещё раз.
health-jobs = Регулярные задачи
health-jobs-all = Все задачи
health-jobs-good = Ошибок нет
health-jobs-failed = { $n ->
    [one] { $n } задача завершилась ошибкой
    [few] { $n } задачи завершились ошибкой
   *[many] { $n } задач завершились ошибкой
}
health-jobs-do = Посмотрите причину и запустите задачу ещё раз.
health-job = Задача
health-job-last = Последний запуск
health-job-never = Ещё не запускалась
health-job-runs = Выполняется
health-job-good = Последний раз без ошибок: { $at }
health-certificate = Сертификат TLS
health-certificate-days = { $n ->
    [one] Действует ещё { $n } день
    [few] Действует ещё { $n } дня
   *[many] Действует ещё { $n } дней
}
health-certificate-ended = Срок действия истёк
health-certificate-unread = Срок прочитать не удалось
health-certificate-do = Продлите сертификат и выполните systemctl reload kabinet: соединения не оборвутся.
health-memory = Память процесса

health-slowest = Самые медленные страницы
health-slowest-about = С запуска сервера. Время указано до ближайшей ступени: 1, 2, 5, 10, 20, 50, 100 мс и так далее.
health-route = Страница
health-route-none = Несуществующие адреса
health-requests = Запросов
health-errors = Ошибок сервера
health-half = Половина быстрее
health-most = 99 из 100 быстрее
health-within = { $ms } мс
health-longer = больше 10 с
