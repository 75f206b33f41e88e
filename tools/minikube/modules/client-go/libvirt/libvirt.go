// Package libvirt stands in for the binding of the C library of that name, so that Minikube is built
// without a C compiler and shares its compiled packages with the other programs. It has what Minikube's
// driver kvm2 refers to, and no connection: that driver says so, and every other one works.
package libvirt

const without = "this minikube is built without libvirt, so it has no driver kvm2"

type (
	ErrorNumber                int
	DomainState                int
	DomainShutdownFlags        uint
	DomainUndefineFlags        uint
	DomainXMLFlags             uint
	DomainInterfaceSource      uint
	ConnectListAllDomainsFlags uint
	NetworkXMLFlags            uint
	NetworkUpdateCommand       int
	NetworkUpdateSection       int
	NetworkUpdateFlags         uint
)

const (
	ERR_OK ErrorNumber = iota
	ERR_INTERNAL_ERROR
	ERR_NO_NETWORK
)

const (
	DOMAIN_NOSTATE DomainState = iota
	DOMAIN_RUNNING
	DOMAIN_BLOCKED
	DOMAIN_PAUSED
	DOMAIN_SHUTDOWN
	DOMAIN_SHUTOFF
	DOMAIN_CRASHED
	DOMAIN_PMSUSPENDED
)

const (
	DOMAIN_SHUTDOWN_DEFAULT              DomainShutdownFlags   = 0
	DOMAIN_SHUTDOWN_ACPI_POWER_BTN       DomainShutdownFlags   = 1
	DOMAIN_UNDEFINE_KEEP_NVRAM           DomainUndefineFlags   = 1
	DOMAIN_XML_SECURE                    DomainXMLFlags        = 1
	DOMAIN_XML_INACTIVE                  DomainXMLFlags        = 2
	DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE DomainInterfaceSource = 0
	DOMAIN_INTERFACE_ADDRESSES_SRC_ARP   DomainInterfaceSource = 1
	NETWORK_SECTION_IP_DHCP_HOST         NetworkUpdateSection  = 1
	NETWORK_UPDATE_COMMAND_ADD_LAST      NetworkUpdateCommand  = 1
	NETWORK_UPDATE_COMMAND_DELETE        NetworkUpdateCommand  = 2
	NETWORK_UPDATE_AFFECT_LIVE           NetworkUpdateFlags    = 1
	NETWORK_UPDATE_AFFECT_CONFIG         NetworkUpdateFlags    = 2
)

// Error is what every call answers.
type Error struct {
	Code    ErrorNumber
	Message string
}

func (e Error) Error() string { return e.Message }

func unavailable() Error { return Error{Code: ERR_INTERNAL_ERROR, Message: without} }

type Connect struct{}

func NewConnect(string) (*Connect, error)                     { return nil, unavailable() }
func (*Connect) Close() (int, error)                          { return 0, unavailable() }
func (*Connect) GetLibVersion() (uint32, error)               { return 0, unavailable() }
func (*Connect) LookupDomainByName(string) (*Domain, error)   { return nil, unavailable() }
func (*Connect) DomainDefineXML(string) (*Domain, error)      { return nil, unavailable() }
func (*Connect) ListDefinedDomains() ([]string, error)        { return nil, unavailable() }
func (*Connect) LookupNetworkByName(string) (*Network, error) { return nil, unavailable() }
func (*Connect) NetworkDefineXML(string) (*Network, error)    { return nil, unavailable() }
func (*Connect) ListAllDomains(ConnectListAllDomainsFlags) ([]Domain, error) {
	return nil, unavailable()
}

type Domain struct{}

func (*Domain) Create() error                             { return unavailable() }
func (*Domain) Destroy() error                            { return unavailable() }
func (*Domain) Free() error                               { return unavailable() }
func (*Domain) Shutdown() error                           { return unavailable() }
func (*Domain) ShutdownFlags(DomainShutdownFlags) error   { return unavailable() }
func (*Domain) UndefineFlags(DomainUndefineFlags) error   { return unavailable() }
func (*Domain) GetName() (string, error)                  { return "", unavailable() }
func (*Domain) GetState() (DomainState, int, error)       { return 0, 0, unavailable() }
func (*Domain) GetXMLDesc(DomainXMLFlags) (string, error) { return "", unavailable() }
func (*Domain) ListAllInterfaceAddresses(DomainInterfaceSource) ([]DomainInterface, error) {
	return nil, unavailable()
}

// DomainInterface is a network interface of a machine.
type DomainInterface struct {
	Name   string
	Hwaddr string
	Addrs  []DomainIPAddress
}

type DomainIPAddress struct {
	Type   int
	Addr   string
	Prefix uint
}

type Network struct{}

func (*Network) Create() error                              { return unavailable() }
func (*Network) Destroy() error                             { return unavailable() }
func (*Network) Free() error                                { return unavailable() }
func (*Network) Undefine() error                            { return unavailable() }
func (*Network) IsActive() (bool, error)                    { return false, unavailable() }
func (*Network) GetAutostart() (bool, error)                { return false, unavailable() }
func (*Network) SetAutostart(bool) error                    { return unavailable() }
func (*Network) GetXMLDesc(NetworkXMLFlags) (string, error) { return "", unavailable() }
func (*Network) GetDHCPLeases() ([]NetworkDHCPLease, error) { return nil, unavailable() }
func (*Network) Update(NetworkUpdateCommand, NetworkUpdateSection, int, string, NetworkUpdateFlags) error {
	return unavailable()
}

// NetworkDHCPLease is an address that a network has given away.
type NetworkDHCPLease struct {
	Iface    string
	Mac      string
	IPaddr   string
	Hostname string
}
