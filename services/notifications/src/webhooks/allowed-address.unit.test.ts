import { isAllowed, parseAddress } from './allowed-address.ts';
import { AddressRefused } from './webhook.errors.ts';

describe('where webhooks may go', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    'not an address',
  ])('in production never to %s', (address) => {
    expect(isAllowed(address, 'public')).toBe(false);
  });

  it.each(['93.184.215.14', '2606:2800:21f::1'])('in production to %s', (address) => {
    expect(isAllowed(address, 'public')).toBe(true);
  });

  it('in the embedded stack to this machine alone', () => {
    expect(isAllowed('127.0.0.1', 'loopback')).toBe(true);
    expect(isAllowed('::1', 'loopback')).toBe(true);
    expect(isAllowed('93.184.215.14', 'loopback')).toBe(false);
  });

  it.each([
    'http://hooks.example/x',
    'ftp://hooks.example/x',
    'https://user:secret@hooks.example/x',
    'https://127.0.0.1/x',
    'https://2130706433/x',
    'https://0177.0.0.1/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://[fd00::1]/x',
    'hooks.example',
    'javascript:alert(1)',
  ])('refuses %s at registration in production', (address) => {
    expect(() => parseAddress(address, 'public')).toThrow(AddressRefused);
  });

  it('takes an https address of a named host', () => {
    expect(parseAddress('https://hooks.example/x?y=1', 'public').href).toBe('https://hooks.example/x?y=1');
    expect(parseAddress('http://127.0.0.1:9000/hook', 'loopback').port).toBe('9000');
  });
});
