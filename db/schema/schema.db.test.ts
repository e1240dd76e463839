import { getTableColumns, getTableName, isTable } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { getSql } from '../client.ts'
import * as batch from './batch.ts'
import * as people from './people.ts'
import * as record from './record.ts'

const tables = [...Object.values(people), ...Object.values(record), ...Object.values(batch)].filter(isTable)

it.each(tables.map((table) => ({ name: getTableName(table), table })))(
  '$name names the columns of the migrated table',
  async ({ name, table }) => {
    const rows = await getSql()<{ column_name: string }[]>`
      select column_name from information_schema.columns where table_schema = 'public' and table_name = ${name}`
    const declared = Object.values(getTableColumns(table)).map((column) => column.name)
    expect(declared.toSorted()).toEqual(rows.map((row) => row.column_name).toSorted())
  },
)
