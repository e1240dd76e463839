import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { readXlsx } from 'hucre/xlsx'
import { expectAccessible } from './axe.ts'
import { expect, test } from './test.ts'
import { askAboutPlayer, download, drawer, rows } from './desk/audit.ts'

test.use({ role: 'manager' })

test('exports as many rows as the button says, and the export is in the audit', async ({ page, desk }) => {
  const { playerId } = await askAboutPlayer(desk)
  await page.goto(`/audit?playerId=${playerId}`)
  await expect(rows(page)).toHaveCount(2)
  const csv = await download(page, 'Export 2 events as CSV')
  const lines = csv.text.trimEnd().split('\r\n')
  expect(csv.name).toMatch(/^audit-\d{8}T\d{6}Z\.csv$/)
  // That it was looked at is newer than what was counted.
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain(`,${playerId},`)
  expect(lines[3]).toContain('Complete: 2 of 2 rows')

  const xlsx = await download(page, 'Export 2 events as XLSX')
  expect(xlsx.name).toMatch(/^audit-\d{8}T\d{6}Z\.xlsx$/)
  const [sheet] = (await readXlsx(await readFile(xlsx.path))).sheets
  const cells = sheet?.rows.map((row) => row.map(String)) ?? []
  expect(cells).toContainEqual(expect.arrayContaining(['By', 'Mia Manager']))
  expect(cells).toContainEqual(expect.arrayContaining(['Filter', `playerId:${playerId}`]))
  expect(cells.filter((row) => row[2]?.startsWith('lookup.'))).toHaveLength(2)
  expect(cells).toContainEqual(expect.arrayContaining(['Complete: 2 of 2 rows']))

  const jsonl = await download(page, 'Export 2 events as JSONL')
  const [head, , event, end] = jsonl.text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(head).toMatchObject({ export: { by_name: 'Mia Manager', zone: 'UTC', filter: { playerId } } })
  expect(event).toMatchObject({ event: { kind: 'lookup.intent', player_id: playerId } })
  expect(end).toMatchObject({ end: { complete: 'true', rows: '2' } })

  await page.goto(`/audit?playerId=${playerId}&kind=audit.exported`)
  await expect(rows(page)).toHaveCount(3)
  await expect(rows(page).first()).toContainText('You')
})

test('verifies the record in one click, and the verification is in the audit', async ({ page }) => {
  test.slow()
  await page.goto('/audit')
  const record = page.getByRole('region', { name: 'The record' })
  await record.getByRole('button', { name: 'Verify' }).click()
  // Two managers may ask at once: whichever run it is, it ends. Of the whole region, which says what is wrong.
  await expect(record).toContainText('Intact', { timeout: 60_000 })
  await expect(record).toContainText(/Sealed\s*[\d,]+/)
  await expect(record).toContainText(/Checkpoints outside\s*[\d,]+/)
  await expect(record).toContainText('Verified by Mia Manager')
  await record.getByText('What this proves, and what not').click()
  await expect(record).toContainText('It does not prove that a provider told the truth')
  await expectAccessible(page)

  await page.goto('/audit?kind=audit.verified')
  await expect(rows(page).first()).toContainText('Record verified · intact')
  // Whoever comes later sees the last one.
  await expect(record.getByRole('status')).toContainText('Intact')
})

test('hands out a proof that is checked without the desk', async ({ page, desk }) => {
  const { playerId } = await askAboutPlayer(desk)
  await page.goto(`/audit?playerId=${playerId}&kind=lookup.intent`)
  await rows(page).getByText('Asked a provider').click()
  await expect(drawer(page)).toContainText('Prove it')
  const id = new URL(page.url()).searchParams.get('peek') ?? ''
  // A checkpoint covers it within ten seconds.
  await expect
    .poll(async () => (await page.request.get(`/audit/${id}/proof`)).status(), { timeout: 25_000 })
    .toBe(200)
  const proof = await download(page, 'Inclusion proof')
  const key = await download(page, 'Public key')
  expect(proof.name).toBe(`event-${id}.proof.json`)
  const { stdout } = await check(process.execPath, ['tools/check-proof.mjs', proof.path, key.path])
  expect(stdout).toMatch(new RegExp(`^PROVEN: event ${id}, `))
  expect(stdout).toContain(playerId)

  await page.goto(`/audit?kind=event.proved&object=event:${id}`)
  await expect(rows(page).first()).toContainText('Proof of an event given')
})

const check = promisify(execFile)
