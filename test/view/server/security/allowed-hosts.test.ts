import { hostname } from 'node:os';
import {
  allowedHosts,
  inAuthority,
  isLoopback,
  machineAddresses,
} from '../../../../src/view/server/security/allowed-hosts.js';

it.each(['localhost', '::1', '127.0.0.1', '127.0.0.2', '127.255.255.254'])(
  'knows %s as the loopback',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

it.each([
  '0.0.0.0',
  '::',
  '10.0.0.1',
  '127.0.0.1.evil.example',
  '127.evil',
  'localhost.evil.example',
  'a127.0.0.1',
])('does not take %s for the loopback', (host) => {
  expect(isLoopback(host)).toBe(false);
});

it('knows the view by the names of the loopback and its own, with its port', () => {
  const names = ['127.0.0.1:7501', 'localhost:7501', '[::1]:7501'];

  expect([...allowedHosts('127.0.0.1', 7501)]).toEqual(names);
  expect([...allowedHosts('Box.Example', 7501)]).toEqual([...names, 'box.example:7501']);
  expect([...allowedHosts('fe80::A', 7501)]).toEqual([...names, '[fe80::a]:7501']);
});

it('knows it by all names of the machine where it listens at all of them', () => {
  for (const host of ['0.0.0.0', '::'])
    expect([...allowedHosts(host, 7501)]).toContain(`${inAuthority(hostname())}:7501`);
  expect([...allowedHosts('127.0.0.1', 7501)]).not.toContain(`${inAuthority(hostname())}:7501`);
});

it('lets browsers leave out the port 80, and no other', () => {
  expect([...allowedHosts('127.0.0.1', 80)]).toEqual(
    expect.arrayContaining(['127.0.0.1', '127.0.0.1:80', 'localhost', '[::1]']),
  );
  expect(allowedHosts('127.0.0.1', 8080).has('127.0.0.1')).toBe(false);
});

it('takes no loopback for an address that others reach the machine by', () => {
  expect(machineAddresses().filter((address) => isLoopback(address))).toEqual([]);
});
