-- {rows} spells of a job. A third still lasts; hours have two decimals.
with numbered as (
  select i, (i * 2654435761 + 104729) % 4294967296 as a from range({rows}) as r(i)
),
mixed as (select a, (a * 1103515245 + 12345) % 2147483648 as b from numbered),
begun as (select *, date '2019-01-01' + cast(b % 2192 as integer) as first_day from mixed)
select
  first_day,
  case when a % 3 <> 0 then first_day + cast((b // 4096) % 1500 as integer) end as last_day,
  case a % 10 when 0 then '08' when 1 then '07' else '11' end as occupation_code,
  case when (a // 16) % 4 = 0 then 'PV20' else 'PV27' end as province,
  ((a // 64) % 4000 + 1) / 100.0 as hours_week
from begun
