import { expect, it } from 'vitest'
import { equalDecimals, isDecimal, sumDecimals } from './decimal.ts'

it('sums exactly where floats do not', () => {
  expect(sumDecimals(['0.1', '0.2'])).toBe('0.3')
  expect(sumDecimals(['18446744073709551615', '0.01', '1e3'])).toBe('18446744073709552615.01')
  expect(sumDecimals([])).toBe('0')
})

it('compares by value', () => {
  expect(equalDecimals('50.5', '50.50')).toBe(true)
  expect(equalDecimals('9007199254740993', '9007199254740992')).toBe(false)
})

it.each(['', 'abc', '1,5', '0x10', '1e999999999', ' 1'])('%j is not a decimal', (text) => {
  expect(isDecimal(text)).toBe(false)
})
