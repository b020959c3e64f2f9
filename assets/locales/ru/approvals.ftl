# Согласование внутри дилера: правила, цепочка, решение, письмо со ссылкой.

approvals-title = Согласования
approvals-about = Заказы вашей компании, которые ждут решения перед отправкой производителю.
approvals-mine = Ждут моего решения
approvals-mine-none = Сейчас вашего решения ничего не ждёт.
approvals-others = Все согласования
approvals-empty = Согласований пока нет
approvals-empty-do = Когда правило вашей компании попросит согласовать заказ, он появится здесь.
approvals-empty-rules = Заказы уходят производителю сразу. Чтобы крупные заказы или заказы сверх бюджета сначала смотрел директор, добавьте правило.
approvals-look = Посмотреть
approvals-open = Открыть согласование
approvals-save = Сохранить
approvals-cancel = Отмена
approvals-choose = Выберите
approvals-anyone = Любой с правом согласовывать
approvals-nobody = Никто

approvals-col-draft = Заказ
approvals-col-state = Состояние
approvals-col-sender = Отправил
approvals-col-sum = Сумма
approvals-col-sent = Когда
approvals-col-goods = Товар
approvals-col-quantity = Количество
approvals-col-when = Когда согласовывать
approvals-col-who = Кто согласует

approvals-state-waiting = На согласовании
approvals-state-approved = Согласован
approvals-state-refused = Отказано
approvals-state-withdrawn = Отозван
approvals-mark = На согласовании: { $who }
approvals-mark-outside = На согласовании у дилера

approvals-home-waits =
    { $n ->
        [one] { $n } заказ ждёт вашего решения
        [few] { $n } заказа ждут вашего решения
       *[many] { $n } заказов ждут вашего решения
    }
approvals-home-why = «{ $name }», отправил(а) { $sender }

approvals-send = Отправить на согласование
approvals-sent = «{ $name }» отправлен на согласование
approvals-withdraw = Отозвать с согласования
approvals-withdrawn = «{ $name }» снова можно менять
approvals-decided = «{ $name }»: ваше решение записано
approvals-needed = Сначала заказ согласуют
approvals-own-passes = Вы согласуете этот заказ сами: так настроено в компании
approvals-held = Отправил(а) { $sender }. Пока решения нет, черновик закрыт для изменений.
approvals-outside = Черновик на согласовании внутри дилера. До решения его нельзя менять и отправить.
approvals-why-total = Сумма от { $from }
approvals-why-total-blind = Большая сумма заказа
approvals-why-budget = Бюджет на месяц { $limit }, с этим заказом выходит { $spent }
approvals-why-budget-blind = Превышен бюджет на месяц
approvals-why-group = Есть товары группы «{ $name }»

approvals-by-deputy = { $name } (замещает: { $of })
approvals-by-director = { $name }, директор
approvals-by-oneself = { $name }, свой заказ
approvals-by-alone = { $name }, больше некому
approvals-note-deputy = Замещает: { $names }
approvals-note-director = Не может решать, решает директор: { $names }
approvals-note-alone = Больше некому, решает { $names }
approvals-note-nobody = Решать некому
approvals-note-oneself = Ваш шаг пройдёт сам
approvals-step-yes = Согласовано { $at }
approvals-step-by-letter = по ссылке из письма
approvals-step-now = Ждём решения
approvals-step-incapable = сейчас не может согласовывать, решит директор
approvals-step-left = больше не работает, решит директор

approvals-sent-by = Отправил(а) { $name } { $at }
approvals-chain = Кто согласует
approvals-goods = Что согласуем
approvals-total = Итого
approvals-line-gone = сейчас без цены
approvals-decision = Ваше решение
approvals-yours = Ваш заказ
approvals-approve = Согласовать
approvals-approve-last = Согласовать и отправить заказ
approvals-last-about = Ваше согласие последнее: заказ сразу уйдёт производителю, цены закрепятся.
approvals-refuse = Отказать
approvals-refuse-do = Отказать и вернуть
approvals-reason = Причина
approvals-reason-about = Её увидит тот, кто отправил заказ.
approvals-reason-missing = Напишите, почему отказываете
approvals-reason-long = Слишком длинно: до { $max } знаков
approvals-you-deputy = Вы решаете как замещающий: { $of }.
approvals-you-director = Вы решаете как директор. Это останется в истории.
approvals-you-alone = Кроме вас, решать некому. Это останется в истории.
approvals-to-order = Заказ { $number }
approvals-to-draft = Черновик
approvals-prices-moved = Цены изменились после отправки
approvals-grew = Сумма выросла: вы согласуете новую.
approvals-grew-again = Сумма выросла. Прежние решения были о меньшей, поэтому после вас согласующих спросят ещё раз.
approvals-fell = Сумма стала меньше: прежние решения действуют.
approvals-broken = Заказ в таком виде не отправить
approvals-broken-do = Какие-то товары сняты с продажи, остались без цены или заказаны не кратно упаковке. Откажите с причиной: заказ вернётся на исправление.
approvals-refused-by = Отказ: { $who }, { $at }
approvals-refused-do = Исправьте черновик и отправьте его снова.
approvals-of-order = Согласование

approvals-over-approved = Уже согласовано: заказ { $number }
approvals-over-refused = Уже отказано: { $who }. Черновик вернулся к отправителю
approvals-over-withdrawn = Отозвано: { $who }. Решать больше нечего
approvals-refusal-moved = Пока вы смотрели, согласование изменилось. Посмотрите ещё раз
approvals-refusal-turn = Сейчас решаете не вы
approvals-refusal-blind = Закупочные цены вам сейчас не видны, а согласовать можно только ту сумму, которую видно. Если включён режим «Клиент рядом», выключите его. Иначе решит директор
approvals-refusal-prices = Цены обновились. Проверьте новую сумму и решите ещё раз
approvals-refusal-placed = Заказ уже отправлен
approvals-refusal-waits = Черновик ждёт согласования. Заказ отправится, когда его согласуют
approvals-refusal-needed = Этот заказ сначала нужно согласовать. Откройте черновик и нажмите «Отправить на согласование»
approvals-refusal-unneeded = Согласовывать этот заказ не нужно. Отправьте его как обычно
approvals-refusal-nobody = Согласовать заказ сейчас некому. Попросите директора поправить правила
approvals-refusal-edit = С этим изменением заказ нужно согласовать. Добавьте недостающее отдельным черновиком и отправьте его на согласование.
approvals-refusal-acceptance = { $known ->
    [0] С этим изменением заказ нужно согласовать, а согласующего сейчас нет. Обратитесь к директору.
   *[other] С этим изменением заказ нужно согласовать. Принять его может: { $people }.
}
approvals-refusal-withdraw = Отозвать может отправитель или директор

approvals-rules = Правила согласования
approvals-rules-about = Какие заказы компании сначала согласуют. Что уже отправлено на согласование, идёт по прежней цепочке. Директор может решить на любом шаге.
approvals-rules-empty = Правил нет
approvals-rules-empty-do = Заказы уходят производителю сразу. Добавьте правило: по сумме, по бюджету или по группе товаров.
approvals-rules-rest = Производитель закрыл вашей компании право согласовывать. Правила не действуют, заказы уходят сразу
approvals-rules-many = Больше { $max } правил не бывает. Удалите лишние
approvals-rule = Правило
approvals-rule-new = Новое правило
approvals-rule-save = Сохранить правило
approvals-rule-saved = Правило сохранено
approvals-rule-removed = Правило удалено. Что уже на согласовании, идёт по прежней цепочке
approvals-rule-remove = Удалить правило
approvals-rule-remove-ask = Удалить правило?
approvals-rule-remove-means = Новые заказы оно больше не остановит. Что уже на согласовании, идёт по прежней цепочке.
approvals-rule-moved = Это только что изменил кто-то другой. Посмотрите, что стало, и повторите
approvals-rule-sum = Укажите сумму больше нуля
approvals-rule-currency = Выберите валюту
approvals-rule-person = Такого человека в компании нет
approvals-rule-group = Выберите группу товаров
approvals-rule-steps = Выберите, кто согласует
approvals-rule-incapable = { $name } не может согласовывать: нужны права «Согласовывать заказы», «Видеть согласования, в которых участвуешь» и «Видеть закупочные цены»
approvals-sort-total = По сумме заказа
approvals-sort-budget = По бюджету на месяц
approvals-sort-group = По группе товаров
approvals-when-total = Сумма заказа от { $from }
approvals-when-budget = Заказы одного человека за месяц больше { $limit }
approvals-when-budget-of = { $name }: заказы за месяц больше { $limit }
approvals-when-group = Товары группы «{ $name }»
approvals-field-sum = Сумма
approvals-field-from = Сумма заказа от
approvals-field-budget = Бюджет на месяц
approvals-field-currency = Валюта
approvals-field-person = Чей бюджет
approvals-field-group = Группа товаров
approvals-field-step1 = Сначала согласует
approvals-field-step2 = Затем
approvals-field-step3 = И наконец
approvals-everyone = Каждого, у кого нет своего
approvals-total-about = Заказы в другой валюте правило не трогает: суммы не пересчитываются.
approvals-budget-about = Считаются отправленные заказы месяца вместе с новым, без отменённых. Валюты не складываются.
approvals-person-about = Свой бюджет важнее общего.
approvals-group-about = И всё, что внутри неё.
approvals-choice-gone = { $name }: больше не работает
approvals-choice-left = { $name }: не может согласовывать
approvals-who-title = Кто может согласовывать
approvals-who-about = Те, у кого есть право согласовывать и кто видит закупочные цены. На время отпуска назначьте замещающего: откройте права того, кто остаётся, и укажите, кого он замещает.
approvals-who-not = Пока не могут:
approvals-rights = Права и замещение
approvals-own-title = Свои заказы
approvals-own = Согласующий может согласовать свой заказ сам
approvals-own-about = Если выключено, за него решает директор, а если директор один и заказ его, он решает сам. Если включено, шаг отправителя проходит сразу, и это видно в истории.

approvals-letter-as = Ссылка из письма. Кому: { $name }. Она действует для одного решения.
approvals-letter-used = Решение по этой ссылке уже принято
approvals-letter-turn = Сейчас решаете не вы
approvals-letter-more = Всё о согласовании есть в кабинете.
approvals-letter-sign-in = Войти и открыть

approvals-event-sent = «{ $name }» ждёт согласования, отправил(а) { $sender }
approvals-event-decided = «{ $name }»: согласовано, { $who }
approvals-event-decided-for = «{ $name }»: согласовано, { $who } (замещает: { $of })
approvals-event-placed = «{ $name }» согласован, заказ { $number } отправлен
approvals-event-by-oneself = «{ $name }»: { $sender } согласовал(а) свой заказ { $number }
approvals-event-refused = «{ $name }»: отказ, { $who }
approvals-event-refused-for = «{ $name }»: отказ, { $who } (замещает: { $of })
approvals-event-withdrawn = «{ $name }» отозван с согласования
approvals-event-rule-made = Добавлено правило согласования
approvals-event-rule-changed = Изменено правило согласования
approvals-event-rule-removed = Удалено правило согласования
approvals-event-own-on = Согласующим разрешено согласовывать свои заказы
approvals-event-own-off = Согласующим запрещено согласовывать свои заказы
