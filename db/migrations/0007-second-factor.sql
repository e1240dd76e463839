-- How people prove who they are beside their password.

alter table session add column method text not null default 'password';
comment on column session.method is 'What opened it, as SignInMethod in lib/access/start-session.ts.';
