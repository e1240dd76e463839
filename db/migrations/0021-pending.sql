-- The pending board: what providers last called open.

create index lookup_outcome_open on lookup_outcome (lookup_id)
  where not late and (final = false or absence = 'not_found_or_processing');

-- The amounts of an answer that can be added up: a text that is no decimal number is none here either, as in `isDecimal`.
create function told_amounts(amounts jsonb) returns table (kind text, currency text, amount numeric)
language sql immutable as $$
  select a ->> 'kind', a ->> 'currency', (a ->> 'amount')::numeric
  from jsonb_array_elements(amounts) a
  where a ->> 'amount' ~ '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,3})?$'
$$;
grant execute on function told_amounts to statusdesk_app;
