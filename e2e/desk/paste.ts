import type { Page } from '@playwright/test'
import { expect } from '#e2e/test.ts'

/** The request examples of the providers' pages, word for word. */
export const examples = {
  fantasyGoal: `POST /api/wallet/status HTTP/2
Host: environment
Authorization: Basic <encoded_credentials>
X-Request-Signature: <calculated-signature>
Content-Type: application/json
Accept: application/json

{
  "token": "3dc8fe01-2018-486e-9632-35aef21028a5",
  "player_id": 1,
  "site_id": 1,
  "provider_id": 1,
  "game_id": "example",
  "currency": "EUR",
  "amount": 50.50,
  "round_id": "ebe18296b1d7d42e1d2181d43a1c9cb5",
  "transaction_id": "d47ac10b-58cc-4372-a567-0e02b2c3d479",
  "action": "debit"
}`,
  fungamess: `Request: /checkTransactions
{
"transactions": [
{ "userId": 16065, "transactionId": "4db8f482-4240-4049-98a7-03e38333b066", "gameId": 1000837 },
{ "userId": 12644, "transactionId": "d6746885-0a87-4ce8-bf08-826ce1f71035", "gameId": 1000819 },
{ "userId": 7416, "transactionId": "aa5c2168-f257-4a86-a6fa-0c0f25cee4d7", "gameId": 1040848 },
{ "userId": 5249, "transactionId": "d12dee25-64ad-4eb4-a2fd-f52039062a68", "gameId": 1033828 },
{ "userId": 13392, "transactionId": "076e2e53-c7ae-4c2e-b081-558c088d387a", "gameId": 1000821 },
{ "userId": 11899, "transactionId": "a4b1f099-b7d6-4b8a-b901-57b6a806fd50", "gameId": 1000556 }
]
}`,
  fizzyBubbly: `curl \\
 --request GET 'BASE_URL/history/transactions/{transactionId}' \\
 --header "Signature: string" \\
 --header "Public-Key: string"`,
  gr8Tech: `curl -X 'GET' 'https://{api-domain}/v1/wallet-proxy/v1/{playerId}/transactions/{transactionId}'
     -H 'Authorization: {auth-token}'
     -H 'X-Brand: {brand}'
     -H 'X-Operator-Id: {operator}'`,
  oneforbet: `{
  "id": "2989ccc8-aae3-4ff4-803c-47de52f7c4d5",
  "currency": "THB",
  "productId": "{{ ProductID }}",
  "timestampMillis": 1712641926000,
  "username": "foobar",
  "gameCode": "3300",
  "sessionToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"
}`,
} as const

/** Where people paste. */
export const box = (page: Page) => page.getByRole('textbox', { name: /^Transaction id, JSON body/ })
/** What a connection answered, on the board. */
export const answerOf = (page: Page, connection: string) =>
  page.getByRole('article', { name: connection, exact: true })
/** What a connection would be asked, at the desk. */
export const inputsOf = (page: Page, connection: string) =>
  page.getByRole('group', { name: `Inputs of ${connection}`, exact: true })

/** From wherever it is: `/`, paste, Enter. */
export async function pasteAndEnter(page: Page, text: string) {
  await page.keyboard.press('/')
  await expect(box(page)).toBeFocused()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

/** The address of a board. */
export const board = /\/lookups\/[0-9a-f-]{36}$/
