import { expect, test } from 'vitest'
import { splitVisible } from './split-visible.ts'

test('writes out what would be obeyed or invisible', () => {
  expect(splitVisible('a\u202Eb\u0000\u200B')).toEqual([
    { text: 'a', hidden: false },
    { text: 'U+202E', hidden: true },
    { text: 'b', hidden: false },
    { text: 'U+0000', hidden: true },
    { text: 'U+200B', hidden: true },
  ])
  expect(splitVisible('\uD800').map(({ text }) => text)).toEqual(['U+D800'])
})

test('leaves other text, line breaks and tabs alone', () => {
  expect(splitVisible('50.50 €\n\tمرحبا 👍')).toEqual([{ text: '50.50 €\n\tمرحبا 👍', hidden: false }])
  expect(splitVisible('')).toEqual([{ text: '', hidden: false }])
})
