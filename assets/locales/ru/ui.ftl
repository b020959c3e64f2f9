# Рамка страницы и общие части.
ui-skip = К содержанию
ui-sections = Разделы
ui-main-menu = Главное меню
ui-quick-sections = Быстрые разделы
ui-all-sections = Все разделы
ui-menu = Меню
ui-rest = Ещё
ui-notice = Важно
ui-manager = Ваш менеджер: { $name }
ui-call-manager = Позвонить: { $name }
ui-to-home = { $brand }, на главную
ui-company = Компания: { $name }
ui-search = Поиск
ui-search-what = Заказ, артикул, счёт, клиент
ui-bell-none = Уведомления: новых нет
ui-bell = Уведомления: { $n } { $n ->
    [one] новое
    [few] новых
   *[many] новых
}
ui-profile = Профиль и вход
ui-theme = Оформление
ui-theme-light = Светлое
ui-theme-dark = Тёмное
ui-theme-auto = Как в системе
ui-language = Язык
ui-language-name = Русский
ui-sign-out = Выйти
ui-crumbs = Путь
ui-more-actions = Ещё действия
ui-close = Закрыть
ui-less = Меньше: { $what }
ui-more-of = Больше: { $what }
ui-quantity-of = Количество: { $what }
ui-pages = Страницы
ui-previous = Назад
ui-next = Дальше
ui-loading = Загружаем
ui-client-beside = Клиент рядом
ui-client-beside-on = Клиент рядом: скрыть закупочные цены и маржу
ui-client-beside-off = Клиент рядом. Нажмите, чтобы снова показать закупочные цены и маржу
