# Изменения цен

prices-title = Изменения цен
prices-about = Что изменилось в ваших ценах и какие черновики и предложения это затронуло.
prices-about-staff = Что изменилось по видам цен и каких дилеров это затронуло.
prices-of = Цены изменились { $at }
prices-job-tidy = Удаление старых сведений об изменениях цен

prices-event-both = Цены изменились: { $drafts ->
    [one] { $drafts } черновик
    [few] { $drafts } черновика
   *[many] { $drafts } черновиков
}, { $offers ->
    [one] { $offers } предложение
    [few] { $offers } предложения
   *[many] { $offers } предложений
}
prices-event-drafts = Цены изменились: { $drafts ->
    [one] { $drafts } черновик
    [few] { $drafts } черновика
   *[many] { $drafts } черновиков
}
prices-event-offers = Цены изменились: { $offers ->
    [one] { $offers } предложение
    [few] { $offers } предложения
   *[many] { $offers } предложений
}
prices-event-templates = Цены изменились: { $templates ->
    [one] { $templates } шаблон
    [few] { $templates } шаблона
   *[many] { $templates } шаблонов
}

prices-n-drafts = { $n ->
    [one] { $n } черновик
    [few] { $n } черновика
   *[many] { $n } черновиков
}
prices-n-offers = { $n ->
    [one] { $n } предложение
    [few] { $n } предложения
   *[many] { $n } предложений
}
prices-n-templates = { $n ->
    [one] { $n } шаблон
    [few] { $n } шаблона
   *[many] { $n } шаблонов
}

prices-cause-exchange = Обмен с 1С: «{ $origin }»
prices-cause-list = Обновился прайс-лист
prices-cause-contract = Договор { $number }: вид цены «{ $new }» вместо «{ $old }»
prices-cause-model = «{ $name }»: редакция { $edition } модели

prices-empty = Цены ещё не менялись
prices-empty-do = Когда изменятся цены, здесь появятся товары с прежней и новой ценой, а с ними затронутые черновики и предложения.
prices-no-more = Раньше цены не менялись
prices-no-more-do = Вернитесь к началу списка.
prices-to-catalogue = В каталог

prices-when = Когда
prices-goods = Товаров
prices-goods-title = Товары
prices-touched = Затронуто
prices-by-type = По видам цен
prices-type = Вид цены
prices-dealers = Затронутые дилеры
prices-dealers-none = Никого из ваших дилеров это не затронуло.
prices-dealer = Дилер
prices-biggest = Сильнее всего
prices-fresh = { $n ->
    [one] Ещё { $n } товар получил цену впервые
    [few] Ещё { $n } товара получили цену впервые
   *[many] Ещё { $n } товаров получили цену впервые
}
prices-left-out = { $n ->
    [one] Цен изменилось слишком много: { $n } товар в список не вошёл
    [few] Цен изменилось слишком много: { $n } товара в список не вошли
   *[many] Цен изменилось слишком много: { $n } товаров в список не вошли
}

prices-article = Артикул
prices-name = Товар
prices-unknown = Товара больше нет в каталоге
prices-currency = Валюта
prices-per = За, ед.
prices-was = Была
prices-is = Стала
prices-by = Изменение
prices-rrp-was = РРЦ была
prices-rrp-is = РРЦ стала
prices-rrp-by = Изменение РРЦ
prices-gone = цены больше нет
prices-for = за { $n } ед.
prices-up = Дороже
prices-down = Дешевле
prices-withdrawn = Без цены
prices-other = Сменились условия

prices-search = Товар или артикул
prices-group = Группа
prices-all-groups = Все группы
prices-direction = Направление
prices-any = Любое
prices-show = Показать
prices-show-all = Показать все
prices-none-found = Таких товаров нет
prices-none-found-do = Измените условия отбора.

prices-nothing-touched-staff = Черновиков дилера это не затронуло.
prices-nothing-touched = Ваших черновиков и предложений это не затронуло.
prices-drafts = Черновики
prices-draft = Черновик
prices-templates = Шаблоны
prices-template = Шаблон
prices-draft-gone = Уже отправлен или удалён
prices-drafts-note = Черновики уже пересчитаны: заказ отправляется по новым ценам.
prices-drafts-model = Строка остаётся по прежней цене, пока в черновике её не пересчитают по новой редакции. До этого заказ не отправить.
prices-offers-model = Для клиента цены прежние. Пересчитайте строку в черновике, потом создайте новую версию: прежняя ссылка закроется.
prices-lines = Строк
prices-sum-was = Было
prices-sum-is = Стало
prices-difference = Разница
prices-rrp-difference = Разница по РРЦ
prices-actions = Действия
prices-open = Открыть

prices-offers = Предложения клиентам
prices-offer = Предложение
prices-offer-number = КП № { $number }
prices-offer-unsure = Новой суммы нет: рассчитайте изделие заново
prices-offer-closed = Уже не ждёт ответа клиента
prices-until = Действует до
prices-promised = Обещано клиенту
prices-new-version = Новая версия
prices-offers-note = Клиент видит прежнюю сумму, пока вы не составите новую версию.
