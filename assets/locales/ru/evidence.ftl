# Пакет доказательств: история заказа одним подписанным архивом.

evidence-button = Доказательства
evidence-title = Пакет доказательств по заказу { $number }
evidence-what = Что внутри
evidence-about = Один архив с историей заказа. Его можно прочитать без кабинета и проверить без нас.
evidence-holds-states = Каждая версия заказа: кто, когда и что изменил, от чьего имени.
evidence-holds-talk = Переписка, документы и письма с ответами почтового сервера.
evidence-holds-files = Приложенные файлы с контрольными суммами.
evidence-holds-chain = Записи журнала, звенья цепочки до последней записи и подпись кабинета.
evidence-prices = В архиве есть цены и суммы. Передавайте его только тем, кому их можно видеть.
evidence-internal = Вместе с внутренними заметками
evidence-internal-hint = Только вашей компании. Заметок другой стороны в архиве не будет никогда.
evidence-take = Скачать архив
evidence-check = Как проверить
evidence-check-how = Проверка не требует доступа к кабинету: достаточно программы kabinet и самого архива.
evidence-key = Открытый ключ кабинета
evidence-key-hint = Запишите ключ сейчас и храните отдельно от архивов. По нему видно, что архив подписал именно этот кабинет.
evidence-refused-long = У заказа слишком много записей для одного архива.

evidence-job-head = Вершина журнала по почте
evidence-event-taken = Скачан пакет доказательств по заказу { $number }
evidence-event-head =
    { $n ->
        [one] Вершина журнала { $seq } отправлена: { $n } письмо
        [few] Вершина журнала { $seq } отправлена: { $n } письма
       *[many] Вершина журнала { $seq } отправлена: { $n } писем
    }
evidence-letter-subject = Вершина журнала: запись { $seq }
evidence-letter-head = Последняя запись журнала кабинета: { $seq }, { $at }.
evidence-letter-hash = { $seq }:{ $hash }
evidence-letter-key = Открытый ключ кабинета: { $key }
evidence-letter-keep = Сохраните это письмо. Пока оно у вас, ни одну запись до этой нельзя незаметно изменить: при проверке пакета доказательств хеш не совпадёт.

evidence-pack-title = История заказа { $number }
evidence-pack-demo = Это данные демонстрации: компании, люди и заказы вымышлены.
evidence-pack-dealer = Дилер
evidence-pack-name = Название
evidence-pack-total = Итого с НДС
evidence-pack-made = Составлено
evidence-pack-holds = Состав
evidence-pack-for-staff = Так, как заказ видит производитель.
evidence-pack-for-dealer = Так, как заказ видит дилер.
evidence-pack-with-notes = С внутренними заметками своей стороны.
evidence-pack-without-notes = Без внутренних заметок.
evidence-pack-how = Эта страница для чтения. Доказывают файлы рядом с ней: journal.jsonl, chain.bin и подписанный перечень manifest.json. Проверка без доступа к кабинету:
evidence-pack-trust = Проверка сообщает, что подтверждено цепочкой журнала, что только подписью и чего архив не доказывает.
evidence-pack-behalf = от имени: { $name }
evidence-pack-events = Ход событий
evidence-pack-entry = Запись
evidence-pack-when = Когда
evidence-pack-who = Кто
evidence-pack-said = Что произошло
evidence-pack-erased = Подробности стёрты, запись в цепочке осталась
evidence-pack-only-link = В журнале архива показан только факт записи
evidence-pack-states = Версии заказа
evidence-pack-version = Версия { $version }, { $at }, { $who }, запись { $seq }
evidence-pack-unchanged = Условия заказа не изменились.
evidence-pack-last = Заказ на момент составления архива
evidence-pack-stage = Этап
evidence-pack-goods = Товар
evidence-pack-quantity = Количество
evidence-pack-price = Цена
evidence-pack-vat = НДС
evidence-pack-sum = Сумма
evidence-pack-what = Что
evidence-pack-old = Было
evidence-pack-new = Стало
evidence-pack-added = Добавлено
evidence-pack-removed = Убрано
evidence-pack-talk = Переписка
evidence-pack-talk-none = Сообщений нет.
evidence-pack-note = внутренняя заметка
evidence-pack-edited = изменено { $at }
evidence-pack-taken-back = Сообщение отозвано { $at }
evidence-pack-file = Файл
evidence-pack-documents = Документы
evidence-pack-mail = Письма
evidence-pack-mail-kept = Кабинет хранит письма 90 дней: более ранних здесь нет. Ответ почтового сервера говорит, что письмо принято, а не что его прочли.
evidence-pack-mail-waits = Ещё не отправлено.
evidence-pack-files = Файлы
evidence-pack-file-missing = файла нет в кабинете или он повреждён
evidence-pack-chain = Цепочка журнала
evidence-pack-chain-about = В архиве звенья с записи { $from } по запись { $head }, последнюю на момент составления. Чужие записи представлены только хешами.
evidence-pack-heads = Вершины журнала, отправленные по почте за это время. Сравните их с сохранёнными письмами:

evidence-verify-good = Архив цел: заказ { $number }, составлен { $made } по часам кабинета.
evidence-verify-bytes = Каждый байт архива проверен: частей { $n }, из них приложенных файлов { $files }.
evidence-verify-key-known = Подпись сделана ключом, который вы указали: { $key }.
evidence-verify-key-unknown = Подпись верна для ключа из самого архива: { $key }. Чей это ключ, архив не доказывает. Сравните его с ключом, полученным от производителя раньше, или укажите --key.
evidence-verify-entries =
    { $n ->
        [one] { $n } запись заказа стоит на своём месте в цепочке журнала; подтверждено состояний: { $states }; показан только факт: { $veiled }.
        [few] { $n } записи заказа стоят на своих местах в цепочке журнала; подтверждено состояний: { $states }; показан только факт: { $veiled }.
       *[many] { $n } записей заказа стоят на своих местах в цепочке журнала; подтверждено состояний: { $states }; показан только факт: { $veiled }.
    }
evidence-verify-chain = Цепочка пересчитана с записи { $from } по запись { $head }; чужих записей между ними: { $others }. Вершина: { $head }:{ $hash }
evidence-verify-stated = До записи { $seq } цепочка велась по прежнему правилу: порядок чужих записей до неё подтверждает только подпись.
evidence-verify-no-heads = Вершина ни с чем не сравнивалась. Если у вас есть письмо с вершиной журнала, укажите её: --head НОМЕР:ХЕШ.
evidence-verify-heads =
    { $n ->
        [one] Совпала { $n } вершина из писем: записи до неё после отправки письма не менялись.
        [few] Совпали { $n } вершины из писем: записи до последней из них после отправки писем не менялись.
       *[many] Совпали { $n } вершин из писем: записи до последней из них после отправки писем не менялись.
    }
evidence-verify-demo = Это данные демонстрации: они вымышлены.
evidence-verify-not = Чего проверка не доказывает: что часы сервера шли верно; что за учётной записью сидел именно этот человек; что показаны все записи заказа; что письма прочитаны. Страница index.html и данные data.json подтверждены подписью, а не цепочкой.
evidence-verify-failed = Архив не прошёл проверку.
evidence-fault-disk = Файл не читается: { $reason }
evidence-fault-not-a-pack = Это не пакет доказательств, или он повреждён в самом начале.
evidence-fault-bytes = Байты в позиции { $at } не те, что должны быть: архив изменён, дополнен или обрезан.
evidence-fault-manifest = Перечень частей архива не читается.
evidence-fault-signature = Подпись не подходит к перечню частей.
evidence-fault-other-key = Архив подписан другим ключом: { $key }.
evidence-fault-part = Часть { $name } изменена.
evidence-fault-entry = Запись журнала { $seq } не та, что стоит в цепочке.
evidence-fault-chain = Цепочка не сходится на записи { $seq }.
evidence-fault-head = Вершина на записи { $seq } не совпадает с цепочкой архива или не входит в неё.
