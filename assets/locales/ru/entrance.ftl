# Вход и приглашения.
entrance-title = Вход в кабинет
entrance-email = Почта
entrance-password = Пароль
entrance-submit = Войти
entrance-no-account = Нет доступа? Его открывает директор вашей компании или ваш менеджер
entrance-invitation-title = { $name }, вас ждут в кабинете
entrance-invitation-what = Компания: { $company }. Входить вы будете по почте { $email }
entrance-invitation-hint = Придумайте пароль: не меньше { $min } знаков, лучше несколько слов
entrance-invitation-known = У вас уже есть учётная запись: введите её пароль
entrance-invitation-submit = Начать работу
