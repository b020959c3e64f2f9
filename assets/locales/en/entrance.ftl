# Sign-in and invitations.
entrance-title = Sign in
entrance-email = E-mail
entrance-password = Password
entrance-submit = Sign in
entrance-no-account = No access? Your company’s director or your manager opens it
entrance-invitation-title = { $name }, welcome to the cabinet
entrance-invitation-what = Company: { $company }. You will sign in with { $email }
entrance-invitation-hint = Choose a password: at least { $min } characters, best several words
entrance-invitation-known = You already have an account: enter its password
entrance-invitation-submit = Start
