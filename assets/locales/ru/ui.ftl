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
ui-problem-home = На главную
ui-problem-request = Код для поддержки:
ui-problem-not-found = Такой страницы нет
ui-problem-not-found-do = Ссылка устарела, или страница открыта не вам. Найдите нужное через поиск
ui-problem-forbidden = Это действие вам не открыто
ui-problem-forbidden-do = Право даёт директор вашей компании или администратор кабинета
ui-problem-stale = Форма устарела
ui-problem-stale-do = Ничего не изменилось. Вернитесь назад, обновите страницу и отправьте ещё раз
ui-problem-large = Файл или запрос слишком большой
ui-problem-large-do = Ничего не загружено. Разделите файл и пришлите по частям
ui-problem-many = Слишком много запросов подряд
ui-problem-many-do = Подождите минуту и повторите
ui-problem-busy = Кабинет сейчас занят
ui-problem-busy-do = Ничего не изменилось. Повторите через несколько секунд
ui-problem-internal = Не получилось показать страницу
ui-problem-internal-do = Мы записали, что случилось. Повторите, а если не поможет — назовите код поддержке
