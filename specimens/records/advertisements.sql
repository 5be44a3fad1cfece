-- {rows} advertisements. A few have no date, a few an occupation that is on no list.
with numbered as (
  select i, (i * 2654435761 + 40503) % 4294967296 as a from range({rows}) as r(i)
),
mixed as (select a, (a * 1103515245 + 12345) % 2147483648 as b from numbered)
select
  case when a % 997 <> 0 then date '2021-01-01' + cast(b % 1461 as integer) end as placed,
  case
    when b % 1009 = 0 then '99'
    else case a % 10 when 0 then '08' when 1 then '07' when 2 then '07' else '11' end
  end as occupation_code,
  case when (a // 16) % 3 = 0 then 'GR' else 'NH' end as province
from mixed
