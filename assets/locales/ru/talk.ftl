# Переписка по заказу: сообщения, вопросы, заметки для своих.

talk-title = Переписка
talk-orders = Заказы
talk-count = { $n ->
    [one] { $n } сообщение
    [few] { $n } сообщения
   *[many] { $n } сообщений
}
talk-unread = { $n ->
    [one] { $n } новое
    [few] { $n } новых
   *[many] { $n } новых
}
talk-unread-orders = { $n ->
    [one] Новое в { $n } заказе
    [few] Новое в { $n } заказах
   *[many] Новое в { $n } заказах
}
talk-unread-title = Непрочитанное
talk-all-read = Всё прочитано
talk-threads = Все переписки
talk-inbox-empty = Переписки пока нет
talk-inbox-empty-do = Откройте заказ и напишите под строками: сообщение останется вместе с заказом
talk-names-you = обращаются к вам
talk-all = Вся переписка
talk-open = Открыть
talk-earlier = Показать раньше
talk-later = К последним
talk-lines = О чём переписка
talk-whole = Весь заказ
talk-empty = Здесь пока пусто
talk-empty-staff = Напишите дилеру: сообщение и файлы останутся в заказе
talk-empty-dealer = Напишите заводу: сообщение и файлы останутся в заказе
talk-new-from-here = Новые сообщения
talk-you = Вы
talk-of = { $name }, { $company }
talk-by-cabinet = Кабинет
talk-by-link = по ссылке из письма
talk-note-staff = дилер не видит
talk-note-dealer = завод не видит
talk-about-line = Строка { $n }: { $name }
talk-about-gone = Строка, которой уже нет: { $name }
talk-line-write = Написать о строке { $n }
talk-line-open = Переписка о строке { $n }: { $count }
talk-removed = Автор удалил сообщение { $at }
talk-edited = Изменено { $at }
talk-before = Было:

talk-people = Кого упомянуть
talk-text = Сообщение
talk-write-staff = Напишите дилеру
talk-write-dealer = Напишите заводу
talk-write-line = Напишите об этой строке
talk-to = Кому
talk-to-all = { $n ->
    [one] Всем. Увидит { $n } человек
    [few] Всем. Увидят { $n } человека
   *[many] Всем. Увидят { $n } человек
}
talk-to-hint = Человек получит уведомление. Можно и в тексте: наберите @ и имя
talk-to-other-side = Этот человек с другой стороны: сообщение «только для своих» он не увидит. Снимите отметку или выберите кого-то из своих.
talk-to-gone = Этому человеку переписка больше не видна. Выберите другого.
talk-files = Файлы
talk-files-about = До 8 файлов, каждый до 10 МБ, вместе до 25 МБ
talk-note-only-staff = Только для завода
talk-note-only-dealer = Только для своих
talk-ask = Нужен ответ
talk-send = Отправить
talk-answers = Ответ на вопрос
talk-answers-one = { $at }: { $text }
talk-answers-none = Нет, просто сообщение
talk-edit = Изменить
talk-edit-text = Новый текст
talk-edit-save = Сохранить текст
talk-edit-leave = Оставить как было
talk-remove = Удалить

talk-questions = Ждут вашего ответа
talk-questions-count = { $n ->
    [one] { $n } вопрос
    [few] { $n } вопроса
   *[many] { $n } вопросов
}
talk-questions-shown = { $shown } из { $all }
talk-questions-more = больше { $n }
talk-questions-all = Все вопросы
talk-question-files = Вопрос без текста, файлов: { $n }
talk-answer = Ответить
talk-settle = Отвечено
talk-withdraw = Снять вопрос
talk-waits-for-you = Ждёт вашего ответа
talk-waits-for-them = Ждёт ответа
talk-answered = Отвечено

talk-home-unread = { $n ->
    [one] { $n } новое сообщение
    [few] { $n } новых сообщения
   *[many] { $n } новых сообщений
}
talk-home-unread-orders = { $n ->
    [one] Новые сообщения в { $n } заказе
    [few] Новые сообщения в { $n } заказах
   *[many] Новые сообщения в { $n } заказах
}
talk-home-read = Прочитать

talk-keys = В ваших письмах есть ссылки, по которым эту переписку открывают без входа.
talk-keys-end = Отозвать ссылки
talk-keys-ended = Ссылки из писем больше не действуют
talk-answer-title = Переписка: { $name }
talk-answer-as = Заказ { $number }. Вы отвечаете как { $name }, вход не нужен
talk-answer-text = Ваш ответ
talk-answer-sent = Ответ отправлен и виден в заказе
talk-answer-more = Файлы, строки и остальное — в кабинете.
talk-answer-sign-in = Войти и открыть заказ

talk-event-said = { $who } пишет по заказу { $number }
talk-event-asked = { $who } ждёт ответа по заказу { $number }
talk-event-noted = { $who }: заметка для своих по заказу { $number }
talk-event-edited = { $who } меняет своё сообщение по заказу { $number }
talk-event-taken-back = { $who } удаляет своё сообщение по заказу { $number }
talk-event-settled = Вопрос по заказу { $number } закрыт

talk-refused-empty = Сообщение пустое. Напишите текст или приложите файл
talk-refused-too-long = Сообщение длиннее 10 000 знаков. Сократите его или приложите файлом
talk-refused-files = Больше 8 файлов. Остальные отправьте следующим сообщением. Текст сохранён, файлы выберите заново
talk-refused-file-large = Файл больше 10 МБ. Сообщение не отправлено, текст сохранён. Файлы выберите заново
talk-refused-file-empty = Один из файлов пустой. Сообщение не отправлено, текст сохранён. Файлы выберите заново
talk-refused-full = В переписке уже 5 000 сообщений. Продолжите в новом заказе
talk-refused-not-own = Изменить и удалить можно только своё сообщение
talk-refused-late = Прошло больше 15 минут: сообщение уже нельзя изменить. Напишите следующее
talk-refused-removed = Сообщение уже удалено
talk-refused-no-question = На этот вопрос уже ответили
talk-refused-line = Такой строки в заказе уже нет. Напишите о заказе целиком
talk-refused-note-asks = Заметку для своих другая сторона не видит и ответить не сможет. Оставьте одну отметку

talk-dealer-none = Переписки с этим дилером ещё не было
talk-dealer-last = Последнее сообщение — по заказу
talk-dealer-questions = Вопросы дилера без ответа
