import { expect, it } from 'vitest'
import { csvRecord } from './csv.ts'

it('quotes what holds a comma, a quote or a line end, and nothing else', () => {
  expect(csvRecord(['a', null, '', '18446744073709551615', '50.50'])).toBe(
    'a,,,18446744073709551615,50.50\r\n',
  )
  expect(csvRecord(['a,b', 'say "no"', 'two\nlines'])).toBe('"a,b","say ""no""","two\nlines"\r\n')
})

it('gives a spreadsheet nothing to calculate', () => {
  expect(csvRecord(['=1+1', '+1', '-1', '@a', '\t=1', '=HYPERLINK("x","y")', '＝1', 'a=b'])).toBe(
    `'=1+1,'+1,'-1,'@a,'\t=1,"'=HYPERLINK(""x"",""y"")",'＝1,a=b\r\n`,
  )
})
