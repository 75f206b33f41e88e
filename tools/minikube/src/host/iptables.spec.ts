import { createSandbox } from '../__fixtures__/settings.ts';
import { guardRules, removalScript } from './iptables.ts';

const SAVED = `# Generated
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:DOCKER-USER - [0:0]
:KUBE-FIREWALL - [0:0]
:CNI-FORWARD - [0:0]
-A INPUT -j KUBE-FIREWALL
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A FORWARD -j DOCKER-USER
-A FORWARD -m comment --comment "CNI firewall plugin rules" -j CNI-FORWARD
-A OUTPUT -d 10.96.0.0/12 -o eth0 -p tcp -m comment --comment "example: cluster networks stay on this machine" -j REJECT
-A CNI-FORWARD -s 10.244.0.2/32 -j ACCEPT
-A CNI-FORWARD -s 10.88.0.2/32 -j ACCEPT
-A KUBE-FIREWALL -d 127.0.0.0/8 -j DROP
COMMIT
*nat
:POSTROUTING ACCEPT [0:0]
:CNI-16fb2bc2bff5 - [0:0]
:CNI-902c98b17613 - [0:0]
-A POSTROUTING -s 10.244.0.2/32 -m comment --comment "name: \\"bridge\\" id: \\"8321\\"" -j CNI-16fb2bc2bff5
-A POSTROUTING -s 10.88.0.2/32 -m comment --comment "name: \\"podman\\" id: \\"1\\"" -j CNI-902c98b17613
-A CNI-16fb2bc2bff5 -d 10.244.0.0/16 -m comment --comment "name: \\"bridge\\" id: \\"8321\\"" -j ACCEPT
-A CNI-902c98b17613 -d 10.88.0.0/16 -m comment --comment "name: \\"podman\\" id: \\"1\\"" -j ACCEPT
COMMIT
*mangle
:INPUT ACCEPT [0:0]
COMMIT
`;

describe('iptables rules of the cluster', () => {
  const { settings, remove } = createSandbox();
  afterAll(remove);

  it('are taken away, and all rules of others stay', () => {
    expect(removalScript(SAVED, settings).split('\n')).toEqual([
      '*filter',
      '-D INPUT -j KUBE-FIREWALL',
      '-D OUTPUT -d 10.96.0.0/12 -o eth0 -p tcp -m comment --comment "example: cluster networks stay on this machine" -j REJECT',
      '-D CNI-FORWARD -s 10.244.0.2/32 -j ACCEPT',
      '-F KUBE-FIREWALL',
      '-X KUBE-FIREWALL',
      'COMMIT',
      '*nat',
      '-D POSTROUTING -s 10.244.0.2/32 -m comment --comment "name: \\"bridge\\" id: \\"8321\\"" -j CNI-16fb2bc2bff5',
      '-F CNI-16fb2bc2bff5',
      '-X CNI-16fb2bc2bff5',
      'COMMIT',
      '',
    ]);
  });

  it('need no change where there are none', () => {
    expect(removalScript('*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n', settings)).toBe('');
  });

  it('guard the pod network only where packets leave, since OUTPUT still sees the old device', () => {
    const output = guardRules('eth0', settings).filter(({ chain }) => chain === 'OUTPUT');
    expect(output.map(({ match }) => match.includes('10.96.0.0/12'))).toEqual([true]);
    const leaving = guardRules('eth0', settings).filter(({ chain }) => chain === 'POSTROUTING');
    expect(leaving.flatMap(({ match }) => match.filter((part) => part.includes('/')))).toEqual([
      '10.96.0.0/12',
      '10.244.0.0/16',
    ]);
  });
});
